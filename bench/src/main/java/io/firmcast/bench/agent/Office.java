// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.RealDevices;
import io.firmcast.agent.RealSettings;
import io.firmcast.agent.download.Digest;
import io.firmcast.agent.download.DownloadGauges;
import io.firmcast.agent.download.DownloadRules;
import io.firmcast.agent.install.SimulatedInstaller;
import io.firmcast.agent.manifest.Hardware;
import io.firmcast.agent.manifest.Manifest;
import io.firmcast.agent.manifest.Role;
import io.firmcast.agent.manifest.SignedUpdate;
import io.firmcast.agent.manifest.SigningKey;
import io.firmcast.agent.manifest.TrustChain;
import io.firmcast.agent.manifest.TrustedKeys;
import io.firmcast.bench.hub.Server;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.kit.Trust;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Makes images and signs them, and the devices that take them, which keep theirs beside. */
final class Office {

  private static final Hardware ROUTER = new Hardware("router", "b2");
  private static final String TRUST = "trust";
  private static final int CHUNK = 1 << 20;

  private final SecureRandom random = new SecureRandom();
  private final SigningKey key = SigningKey.make(random);
  private final Instant expires = Instant.now().plus(Duration.ofHours(12));
  private final Path folder;

  /** Images lie in that folder, from where a file server must serve them. */
  Office(Path folder) throws IOException {
    this.folder = folder;
    var role = new Role(List.of(key.verifying()), 1);
    var keys = new TrustedKeys(1, expires, role, role);
    Files.writeString(
        folder.resolve(TRUST), new TrustChain(List.of(keys.sign(List.of(key)))).toLines());
  }

  Path folder() {
    return folder;
  }

  /** A new image of random bytes. */
  Path image(int megabytes) throws IOException {
    var file = folder.resolve("image-" + megabytes + ".bin");
    var bytes = new byte[CHUNK];
    try (var out = Files.newOutputStream(file)) {
      for (var n = 0; n < megabytes; n++) {
        random.nextBytes(bytes);
        out.write(bytes);
      }
    }
    return file;
  }

  /** What to ask devices for. */
  JsonObject update(Path image, int port, long counter) throws IOException {
    var uri = URI.create("https://%s:%d/%s".formatted(Server.HOST, port, image.getFileName()));
    var version = counter + ".0.0";
    var manifest =
        new Manifest(
            uri,
            Files.size(image),
            Digest.sha256(image),
            ROUTER.model(),
            ROUTER.revision(),
            version,
            counter,
            expires,
            key.verifying().id());
    var signed = new SignedUpdate(manifest.sign(List.of(key)), null).toString();
    return new FirmwareUpdate(
            uri, null, version, manifest.sha256(), manifest.length(), signed, null)
        .toJson();
  }

  /** Devices that take what was signed by the office of that folder. */
  static DeviceMake devices(Path folder, Path authorities) throws IOException {
    var settings =
        new RealSettings(
            Files.createTempDirectory(folder, "devices"),
            TrustChain.parse(Files.readString(folder.resolve(TRUST))),
            ROUTER,
            DownloadRules.DEFAULT.from(false, Set.of(Server.HOST)),
            null,
            (vertx, disk, directory) -> new SimulatedInstaller());
    return new RealDevices(
        settings,
        Trust.of(authorities),
        new DownloadGauges(System::nanoTime),
        Clock.systemUTC(),
        new SecureRandom());
  }
}
