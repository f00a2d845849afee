// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.agent.manifest.Hardware;
import io.firmcast.agent.manifest.Manifest;
import io.firmcast.agent.manifest.ManifestCheck;
import io.firmcast.agent.manifest.TrustChain;
import io.firmcast.agent.manifest.TrustedKeys;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignCommandTest {
  private final Instant now = Instant.now();

  private final Path dir;

  SignCommandTest(@TempDir Path dir) throws IOException {
    this.dir = dir;
    Files.writeString(dir.resolve("image.bin"), "not much of an image");
  }

  @Test
  void what_it_signs_is_what_a_device_accepts() throws Exception {
    keys();

    var signed = manifest("7");

    assertThat(signed.err()).isEmpty();
    var update = FirmwareUpdate.fromJson(new JsonObject(signed.out()));
    assertThat(update.size()).isEqualTo(20);
    var manifest = check().check(update, 0, now);
    assertThat(manifest.version()).isEqualTo("2.1.0");
    assertThat(manifest.releaseCounter()).isEqualTo(7);
    assertThat(manifest.expires()).isAfter(now.plusSeconds(29 * 86_400));
  }

  @Test
  void a_new_key_prints_its_id_and_nobody_else_may_read_it() throws Exception {
    var made = sign("keys", "new", path("k"));

    assertThat(made.exitCode()).isEqualTo(Exit.OK);
    assertThat(made.out().strip()).isEqualTo(KeyFile.at(dir.resolve("k.pub")).verifying().id());
    assertThat(KeyFile.at(dir.resolve("k.key")).signing().verifying().id())
        .isEqualTo(made.out().strip());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("k.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void no_key_is_written_over() throws Exception {
    sign("keys", "new", path("k"));
    var before = Files.readString(dir.resolve("k.key"));

    var again = sign("keys", "new", path("k"));

    assertThat(again.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(again.err()).contains("k.key is there already");
    assertThat(Files.readString(dir.resolve("k.key"))).isEqualTo(before);
  }

  @Test
  void the_next_key_set_is_signed_by_both_roots() throws Exception {
    keys();
    sign("keys", "new", path("root2"));

    var alone = trust("root2", "release", "root2");
    var both = trust("root2", "release", "root2", "root");

    assertThat(alone.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(alone.err()).contains("not signed by the root keys of both sets");
    assertThat(both.out()).startsWith("key set 2 until ");
    assertThat(trusted().version()).isEqualTo(2);
    assertThat(trusted().root().keys())
        .containsExactly(KeyFile.at(dir.resolve("root2.pub")).verifying());
  }

  @Test
  void a_permit_lets_devices_go_back() throws Exception {
    keys();
    var permit = sign("permit", path("image.bin"), "--model", "router", "--key", path("root.key"));
    Files.writeString(dir.resolve("permit"), permit.out());

    var signed = manifest("7", "--permit", path("permit"));

    var update = FirmwareUpdate.fromJson(new JsonObject(signed.out()));
    assertThat(check().check(update, 50, now)).isInstanceOf(Manifest.class);
  }

  @Test
  void what_is_wrong_is_said_in_one_sentence() throws Exception {
    keys();
    Files.writeString(dir.resolve("empty"), "");

    assertThat(manifest("0").err()).isEqualTo("firmcast: releaseCounter must be 1 or more.\n");
    assertThat(manifest("7", "--expires", "soon").err())
        .contains("'soon' is no end: write 30d, 12h or 2027-01-31T12:00:00Z");
    assertThat(manifest("7", "--permit", path("image.bin")).err()).contains("holds no permit");
    assertThat(manifest("7", "--key", path("release.pub")).err())
        .contains("release.pub holds no Ed25519 private key");
    assertThat(manifest("7", "--key", path("nowhere")).err()).contains("nowhere is not there");
    assertThat(sign("permit", path("empty"), "--model", "m", "--key", path("root.key")).err())
        .contains("empty is empty");
    assertThat(sign("keys", "new", path("no/such/dir")).err()).contains("cannot be written");
    assertThat(
            sign("keys", "trust", "--root", path("root.pub"), "--release", path("release.pub"))
                .exitCode())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void alone_it_shows_what_it_can_do() {
    assertThat(sign().out()).contains("keys", "manifest", "permit");
    assertThat(sign("keys").out()).contains("new", "trust");
  }

  private void keys() {
    sign("keys", "new", path("root"));
    sign("keys", "new", path("release"));
    assertThat(trust("root", "release", "root").err()).isEmpty();
  }

  private Terminal trust(String root, String release, String... signers) {
    List<String> words = new ArrayList<>(List.of("keys", "trust", "--out", path("trust")));
    words.addAll(List.of("--root", path(root + ".pub"), "--release", path(release + ".pub")));
    for (var signer : signers) {
      words.addAll(List.of("--key", path(signer + ".key")));
    }
    return sign(words.toArray(String[]::new));
  }

  private Terminal manifest(String counter, String... more) {
    List<String> words = new ArrayList<>(List.of("manifest", path("image.bin")));
    words.addAll(List.of("--uri", "https://fw.example/image.bin", "--model", "router"));
    words.addAll(List.of("--hardware-revision", "b2", "--firmware-version", "2.1.0"));
    words.addAll(List.of("--counter", counter, "--key", path("release.key")));
    words.addAll(List.of(more));
    return sign(words.toArray(String[]::new));
  }

  private ManifestCheck check() throws IOException {
    return new ManifestCheck(trusted(), new Hardware("router", "b2"));
  }

  private TrustedKeys trusted() throws IOException {
    return TrustChain.parse(Files.readString(dir.resolve("trust"))).newest();
  }

  private String path(String name) {
    return dir.resolve(name).toString();
  }

  private static Terminal sign(String... words) {
    List<String> line = new ArrayList<>(List.of("sign"));
    line.addAll(List.of(words));
    return Terminal.run(line.toArray(String[]::new));
  }
}
