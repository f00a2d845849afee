// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.download.DownloadGauges;
import io.firmcast.agent.download.DownloadRules;
import io.firmcast.agent.download.ImageServer;
import io.firmcast.agent.install.InstallException;
import io.firmcast.agent.install.Installer;
import io.firmcast.agent.install.Release;
import io.firmcast.agent.install.SlotInstaller;
import io.firmcast.agent.journal.DeviceDirectory;
import io.firmcast.agent.manifest.Manifest;
import io.firmcast.agent.manifest.Signing;
import io.firmcast.agent.manifest.TrustChain;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk is full, for real, in the middle of an update. */
class FullDiskTest {
  private static final ConnectionString SIM_7 =
      ConnectionString.parse("HostName=hub.example;DeviceId=sim-7;SharedAccessKey=c2VjcmV0");
  private static final int LENGTH = 700_000;

  /** What is just done when there is no room for writing down that it is. */
  enum Moment {
    INSTALLED("completed"),
    CONFIRMED("completed"),
    NOT_INSTALLED("failed"),
    NOT_CONFIRMED("failed"),
    ROLLED_BACK("failed");

    final String end;

    Moment(String end) {
      this.end = end;
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final Signing office = new Signing();
  private final Path data;
  private final DeviceDirectory directory;
  private final ImageServer server;
  private SmallDisk disk;
  private FakeLink link = new FakeLink();
  private boolean hasFilled;

  FullDiskTest(@TempDir Path dir) throws Exception {
    data = dir.resolve("data");
    directory = DeviceDirectory.of(data, new DeviceId("sim-7"));
    server = new ImageServer(vertx, LENGTH);
  }

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.at(data, "4m");
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    disk.close();
  }

  @ParameterizedTest
  @EnumSource
  void no_end_is_told_that_would_be_another_after_the_next_start(Moment moment) throws Exception {
    var device = start(moment);
    update("r7", office.update(manifest(7)));
    awaitRefusedTwice(directory.journal().path());

    assertThat(link.statuses()).doesNotContain("completed", "failed");
    device = restart(device, moment);
    awaitRefusedTwice(directory.journal().path());
    assertThat(link.statuses()).doesNotContain("completed", "failed");

    disk.free();
    awaitStatus(moment.end);
    assertThat(Files.exists(running())).isEqualTo(moment.end.equals("completed"));
    restart(device, moment);
    assertThat(update("r7", office.update(manifest(7))).getString("firmwareStatus"))
        .isEqualTo(moment.end);
  }

  @Test
  void an_image_that_does_not_fit_twice_fails_and_leaves_room_for_saying_so() throws Exception {
    server.nowServes(ImageServer.random(2_500_000), "\"big\"");
    start(null);

    update("r7", office.update(manifest(7)));

    awaitStatus("failed");
    assertThat(error()).isEqualTo("install");
    server.nowServes(ImageServer.random(LENGTH), "\"small\"");
    update("r8", office.update(manifest(8)));
    awaitStatus("completed");
  }

  @Test
  void a_disk_that_fills_while_an_image_is_fetched_is_given_back_what_is_here_of_it()
      throws Exception {
    server.then(ImageServer.cutAfter(LENGTH / 2), (request, image) -> fillAndAnswer(request));
    start(null);

    update("r7", office.update(manifest(7)));

    awaitStatus("failed");
    assertThat(error()).isIn("noSpace", "storage");
    assertThat(directory.image().resolveSibling("image.part")).doesNotExist();
  }

  private Object fillAndAnswer(HttpServerRequest request) {
    disk.fill();
    return request.response().setStatusCode(503).end();
  }

  private DeviceAgentVerticle start(@Nullable Moment moment) throws Exception {
    var rules =
        DownloadRules.DEFAULT
            .from(true, Set.of("127.0.0.1"))
            .reserving(0)
            .retrying(Duration.ofMillis(1), Duration.ofMillis(5));
    var trust = new TrustChain(List.of(office.keys.sign(List.of(office.root))));
    RealSettings.Installers installers =
        (vertx, worker, directory) -> new Filling(new SlotInstaller(worker, directory), moment);
    var settings = new RealSettings(data, trust, Signing.ROUTER, rules, null, installers);
    var clock = Clock.fixed(Signing.NOW, ZoneOffset.UTC);
    var make =
        new RealDevices(
            settings, Trust.of(null), new DownloadGauges(System::nanoTime), clock, new Random(7));
    var way = link;
    var device =
        new DeviceAgentVerticle(AgentSettings.of(SIM_7), () -> way, make, clock, new Random(7));
    vertx.deployVerticle(device).await(10, TimeUnit.SECONDS);
    return device;
  }

  private DeviceAgentVerticle restart(DeviceAgentVerticle device, Moment moment) throws Exception {
    vertx.undeploy(device.deploymentID()).await(10, TimeUnit.SECONDS);
    link = new FakeLink();
    return start(moment);
  }

  private Manifest manifest(long counter) throws Exception {
    var image = server.image();
    return office.manifest(image.uri(), image.length(), image.sha256(), counter);
  }

  private JsonObject update(String id, FirmwareUpdate update) throws Exception {
    return link.invoke(FirmwareUpdate.METHOD, update.withId(new UpdateId(id)).toJson()).payload();
  }

  /** A text that does not fit leaves an empty file beside the one that it was to replace. */
  private static void awaitRefusedTwice(Path file) throws Exception {
    var attempt = file.resolveSibling(file.getFileName() + ".new");
    for (int time = 0; time < 2; time++) {
      await().until(() -> Files.exists(attempt));
      Files.delete(attempt);
    }
  }

  private Path running() {
    return directory.slots().resolve("current").resolve("image");
  }

  private String error() {
    var last = link.patches().get(link.patches().size() - 1).getJsonObject("firmware");
    return last.getJsonObject("error").getString("code");
  }

  private void awaitStatus(String status) {
    await().until(() -> link.statuses().contains(status));
  }

  /** Puts into slots, and leaves no room at that moment. */
  private final class Filling implements Installer {
    private final Installer slots;
    private final @Nullable Moment moment;

    Filling(Installer slots, @Nullable Moment moment) {
      this.slots = slots;
      this.moment = moment;
    }

    @Override
    public Future<Void> install(Release release) {
      return moment == Moment.NOT_INSTALLED
          ? fails(Moment.NOT_INSTALLED, "install")
          : slots.install(release).onSuccess(done -> now(Moment.INSTALLED));
    }

    @Override
    public Future<Void> confirm(Release release, int starts) {
      return moment == Moment.NOT_CONFIRMED || moment == Moment.ROLLED_BACK
          ? fails(Moment.NOT_CONFIRMED, "selfTest")
          : slots.confirm(release, starts).onSuccess(done -> now(Moment.CONFIRMED));
    }

    @Override
    public Future<Void> rollback(Release release) {
      return slots.rollback(release).onSuccess(done -> now(Moment.ROLLED_BACK));
    }

    @Override
    public Future<Found> find(Release release) {
      return slots.find(release);
    }

    private Future<Void> fails(Moment here, String code) {
      now(here);
      return Future.failedFuture(new InstallException(code, "as the test says"));
    }

    private void now(Moment here) {
      if (here == moment && !hasFilled) {
        hasFilled = true;
        disk.fill();
      }
    }
  }
}
