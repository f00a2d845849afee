// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.download.DownloadGauges;
import io.firmcast.agent.download.DownloadRules;
import io.firmcast.agent.download.ImageServer;
import io.firmcast.agent.install.CommandInstaller;
import io.firmcast.agent.install.SlotInstaller;
import io.firmcast.agent.journal.DeviceDirectory;
import io.firmcast.agent.manifest.Manifest;
import io.firmcast.agent.manifest.SignedUpdate;
import io.firmcast.agent.manifest.Signing;
import io.firmcast.agent.manifest.TrustChain;
import io.firmcast.agent.update.Firmware;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.UpdateId;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device in real mode with its disk and a server; only its hub is in memory. */
class RealDeviceTest {
  private static final ConnectionString SIM_7 =
      ConnectionString.parse("HostName=hub.example;DeviceId=sim-7;SharedAccessKey=c2VjcmV0");
  private static final int LENGTH = 700_000;

  private final Vertx vertx = Vertx.vertx();
  private final Signing office = new Signing();
  private final Path data;
  private final DeviceDirectory directory;
  private final ImageServer server;
  private FakeLink link = new FakeLink();
  private Instant now = Signing.NOW;
  private RealSettings.Installers installers;

  RealDeviceTest(@TempDir Path data) throws Exception {
    this.data = data;
    this.directory = DeviceDirectory.of(data, new DeviceId("sim-7"));
    this.server = new ImageServer(vertx, LENGTH);
    this.installers = (vertx, disk, directory) -> new SlotInstaller(disk, directory);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_signed_update_is_fetched_installed_and_told() throws Exception {
    start();

    var answer = update("r7", release(7));

    assertThat(answer.getString("Response")).isEqualTo("Firmware update started");
    awaitStatus("completed");
    assertThat(link.statuses())
        .containsExactly("standBy", "standBy", "downloading", "applying", "completed");
    assertThat(last().getString("version")).isEqualTo("2.7.0");
    assertThat(running()).hasBinaryContent(server.bytes());
    assertThat(directory.image()).doesNotExist();
  }

  @Test
  void the_version_that_it_reports_is_the_signed_one_also_where_the_request_names_none()
      throws Exception {
    start();

    var bare = office.update(release(7)).toJson();
    bare.remove("version");
    ask(FirmwareUpdate.fromJson(bare));

    awaitStatus("completed");
    assertThat(last().getString("version")).isEqualTo("2.7.0");
  }

  @Test
  void an_unsigned_update_is_refused_before_a_byte_is_fetched() throws Exception {
    start();

    var answer = ask(FirmwareUpdate.of(server.uri()));

    assertThat(answer.getString("Response")).isEqualTo("Rejected");
    assertThat(answer.getString("reason")).isEqualTo("signature");
    assertThat(server.ranges()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "model, toaster, wrongModel",
    "hardwareRevision, b3, wrongModel",
    "expires, 2026-11-20T09:00:00Z, expired",
    "uri, https://evil.example/x, uri",
    "version, 9.9.9, version",
    "sha256, 1111111111111111111111111111111111111111111111111111111111111111, hash",
    "length, 1, length",
    "releaseCounter, 1, rollback"
  })
  void every_field_that_is_wrong_is_refused_with_its_reason(
      String name, String value, String reason) throws Exception {
    start();
    update("r7", release(7));
    awaitStatus("completed");

    var before = server.ranges();

    var update = office.update(release(8), name, value.length() == 1 ? (Object) 1L : value);
    var answer = ask(update);

    assertThat(answer.getString("reason")).isEqualTo(reason);
    assertThat(server.ranges()).isEqualTo(before);
  }

  @Test
  void as_desired_a_refusal_is_a_failure_with_its_reason() throws Exception {
    link.desireAll(
        new JsonObject()
            .put("$version", 2)
            .put("firmware", FirmwareUpdate.of(server.uri()).toJson().put("updateId", "r1")));

    start();

    awaitStatus("failed");
    assertThat(last().getJsonObject("error").getString("code")).isEqualTo("signature");
    assertThat(server.ranges()).isEmpty();
  }

  @Test
  void an_older_release_is_refused_after_a_restart_too() throws Exception {
    var device = start();
    update("r7", release(7));
    awaitStatus("completed");
    restart(device);

    assertThat(update("r6", release(6)).getString("reason")).isEqualTo("rollback");
  }

  @Test
  void a_clock_that_is_set_back_revives_no_manifest() throws Exception {
    var device = start();
    now = Signing.NOW.plusSeconds(120);
    device = restart(device);
    assertThat(update("r7", release(7)).getString("reason")).isEqualTo("expired");

    now = Signing.NOW.minusSeconds(3600);
    restart(device);

    assertThat(update("r8", release(7)).getString("reason")).isEqualTo("expired");
  }

  @Test
  void what_cannot_be_fetched_as_signed_fails_with_its_reason() throws Exception {
    start();
    var other = ImageServer.sha256(ImageServer.random(7));

    update("r7", office.manifest(server.uri(), LENGTH, other, 7));

    awaitStatus("failed");
    assertThat(last().getJsonObject("error").getString("code")).isEqualTo("hash");
    assertThat(running()).doesNotExist();
  }

  @Test
  void a_device_that_is_stopped_in_the_middle_of_a_download_goes_on_with_it() throws Exception {
    server.then(ImageServer.cutAfter(LENGTH - 1000), (request, image) -> request.pause());
    var device = start();
    update("r7", release(7));
    await().until(() -> server.ranges().size() == 2);

    restart(device);

    awaitStatus("completed");
    assertThat(server.ranges().subList(2, server.ranges().size()))
        .isNotEmpty()
        .allMatch(range -> range.startsWith("bytes="));
    assertThat(running()).hasBinaryContent(server.bytes());
  }

  @Test
  void a_release_that_fails_its_self_test_is_rolled_back() throws Exception {
    var calls = data.resolve("calls");
    installers = program("echo $1 >> " + calls + "; echo no network; test $1 != confirm");
    start();

    update("r7", release(7));

    awaitStatus("failed");
    assertThat(calls).hasContent("install\nconfirm\nrollback");
    assertThat(last().getJsonObject("error").getString("code")).isEqualTo("selfTest");
    assertThat(last().getJsonObject("error").getString("message")).contains("no network");
    assertThat(update("r8", release(7)).getString("Response")).isEqualTo("Firmware update started");
  }

  @Test
  void a_reboot_between_install_and_confirm_is_gone_on_from() throws Exception {
    var calls = data.resolve("calls");
    installers =
        program(
            "echo $1 $FIRMCAST_STARTS >> "
                + calls
                + "; if test $1$FIRMCAST_STARTS = confirm0; then sleep 300; fi");
    var device = start();
    update("r7", release(7));
    await().until(() -> Files.exists(calls) && Files.readString(calls).contains("confirm 0"));

    restart(device);

    awaitStatus("completed");
    assertThat(calls).hasContent("install 0\nconfirm 0\nconfirm 1");
  }

  @Test
  void new_keys_are_taken_from_the_file_and_old_ones_never_again() throws Exception {
    var next = new Signing();
    var old = chain(office);
    var device = start();
    device = restart(device, office.followedBy(next));
    assertThat(update("r7", release(7)).getString("reason")).isEqualTo("signature");

    restart(device, old);

    assertThat(update("r8", release(7)).getString("reason")).isEqualTo("signature");
    var signed = new SignedUpdate(resigned(next).sign(List.of(next.release)), null).toString();
    assertThat(
            ask(new FirmwareUpdate(server.uri(), null, null, null, null, signed, null))
                .getString("Response"))
        .isEqualTo("Firmware update started");
  }

  @Test
  void a_memory_that_cannot_be_read_keeps_the_device_from_starting() throws Exception {
    directory.create();
    Files.writeString(directory.memory().path(), "{");

    assertThatThrownBy(this::start).hasMessageContaining("memory.json cannot be read");
  }

  /**
   * Killed after the download, and off until the key that vouched for it did not count any more.
   */
  @Test
  void an_image_whose_key_was_revoked_before_it_was_installed_is_not() throws Exception {
    var update = office.update(release(7)).withId(new UpdateId("r7"));
    var applying =
        Firmware.started(ReportedFirmware.UNKNOWN, "1.0.0", now)
            .receive(update, new UpdateId("r7"), now)
            .after()
            .next(now)
            .next(now);
    directory.create();
    Files.write(directory.image(), server.bytes());
    directory.memory().write(RememberedJson.toJson(applying.remembered()).encode());

    start(office.followedBy(new Signing()));

    awaitStatus("failed");
    assertThat(last().getJsonObject("error").getString("code")).isEqualTo("signature");
    assertThat(directory.slots()).doesNotExist();
  }

  @Test
  void a_journal_that_cannot_be_read_lets_nothing_be_installed() throws Exception {
    directory.create();
    Files.writeString(directory.journal().path(), "{");
    start();

    assertThat(update("r7", release(7)).getString("Response")).isEqualTo("Rejected");
    assertThat(server.ranges()).isEmpty();
  }

  private DeviceAgentVerticle start() throws Exception {
    return start(chain(office));
  }

  private DeviceAgentVerticle start(TrustChain trust) throws Exception {
    var rules =
        DownloadRules.DEFAULT
            .from(true, Set.of("127.0.0.1"))
            .reserving(0)
            .retrying(Duration.ofMillis(1), Duration.ofMillis(5));
    var settings = new RealSettings(data, trust, Signing.ROUTER, rules, null, installers);
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    var make =
        new RealDevices(
            settings, Trust.of(null), new DownloadGauges(System::nanoTime), clock, new Random(7));
    var way = link;
    var device =
        new DeviceAgentVerticle(AgentSettings.of(SIM_7), () -> way, make, clock, new Random(7));
    vertx.deployVerticle(device).await(10, TimeUnit.SECONDS);
    return device;
  }

  private DeviceAgentVerticle restart(DeviceAgentVerticle device) throws Exception {
    return restart(device, chain(office));
  }

  private DeviceAgentVerticle restart(DeviceAgentVerticle device, TrustChain trust)
      throws Exception {
    vertx.undeploy(device.deploymentID()).await(10, TimeUnit.SECONDS);
    link = new FakeLink();
    return start(trust);
  }

  private static TrustChain chain(Signing office) {
    return new TrustChain(List.of(office.keys.sign(List.of(office.root))));
  }

  private Manifest release(long counter) throws Exception {
    return office.manifest(server.uri(), LENGTH, ImageServer.sha256(server.bytes()), counter);
  }

  private Manifest resigned(Signing by) throws Exception {
    return by.manifest(server.uri(), LENGTH, ImageServer.sha256(server.bytes()), 9);
  }

  private JsonObject update(String id, Manifest manifest) throws Exception {
    return ask(office.update(manifest).withId(new UpdateId(id)));
  }

  private JsonObject ask(FirmwareUpdate update) throws Exception {
    return link.invoke(FirmwareUpdate.METHOD, update.toJson()).payload();
  }

  private RealSettings.Installers program(String text) throws Exception {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var file = Files.createTempFile(data, "installer", ".sh", mode);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    return (vertx, disk, directory) ->
        new CommandInstaller(vertx, disk, directory, file, Duration.ofSeconds(20));
  }

  private Path running() {
    return directory.slots().resolve("current").resolve("image");
  }

  private JsonObject last() {
    return link.patches().get(link.patches().size() - 1).getJsonObject("firmware");
  }

  private void awaitStatus(String status) {
    await().until(() -> link.statuses().contains(status));
  }
}
