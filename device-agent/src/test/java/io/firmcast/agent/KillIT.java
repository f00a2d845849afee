// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.download.ImageServer;
import io.firmcast.agent.journal.DeviceDirectory;
import io.firmcast.agent.link.TestHub;
import io.firmcast.agent.manifest.Signing;
import io.firmcast.agent.manifest.TrustChain;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import io.firmcast.contract.UpdateId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of real devices is killed at a moment, and another goes on with its disk. Never a mixed
 * image, never two applies of one update, always an end. {@code -Dfirmcast.kills=20} kills at every
 * step so many devices, and ten times as many processes at random; the build only at some, once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillIT {
  private static final int AT_MOST = 10;
  private static final int KILLS = Integer.getInteger("firmcast.kills", 0);

  /** Devices of one process that is killed; no more than install at once. */
  private static final int AT_ONCE = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LENGTH = 300_000;

  private final Vertx vertx = Vertx.vertx();
  private final Signing office = new Signing(Instant.now());
  private final Path dir;
  private TestHub hub;
  private ImageServer server;
  private int release;

  KillIT(@TempDir Path dir) {
    this.dir = dir;
  }

  @BeforeAll
  void start() throws Exception {
    hub = new TestHub(vertx, "127.0.0.39", dir.resolve("hub"));
    server = new ImageServer(vertx, LENGTH);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
    hub.stop();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void killed_at_each_step_it_runs_the_old_image_or_the_new_and_the_hub_hears_which()
      throws Exception {
    var usual =
        EnumSet.of(
            KillPoint.HALF_DOWNLOADED,
            KillPoint.INSTALLING,
            KillPoint.INSTALLED_UNKEPT,
            KillPoint.CONFIRMED_UNKEPT,
            KillPoint.ROLLED_BACK);
    var devices = devices("slots");
    var data = data("slots", devices);
    var running = wanted(devices, "good-first");
    recovered(data, devices, "good-first");
    for (var point : points(usual)) {
      var id = id(point);

      var wanted = wanted(devices, id);
      killedAt(data, point);
      recovered(data, devices, id);

      var end = point.isOnTheWayBack() ? FirmwareStatus.FAILED : FirmwareStatus.COMPLETED;
      running = point.isOnTheWayBack() ? running : wanted;
      for (var device : devices) {
        assertThat(end(device, id)).as("%s on %s at %s", id, device, point).isEqualTo(end);
        assertThat(running(data, device))
            .as("%s on %s at %s", id, device, point)
            .isEqualTo(running);
      }
    }
  }

  @Test
  void killed_while_a_program_installs_it_is_never_called_to_install_a_second_time()
      throws Exception {
    var usual = EnumSet.of(KillPoint.HALF_INSTALLED);
    var devices = devices("program");
    var data = data("program", devices);
    program(data);
    for (var point : points(usual)) {
      var id = id(point);

      wanted(devices, id);
      killedAt(data, point);
      recovered(data, devices, id);

      for (var device : devices) {
        var calls = Files.readAllLines(directory(data, device).path().resolve("calls"));
        assertThat(calls).filteredOn(("install " + id)::equals).as("%s", point).hasSizeLessThan(2);
        if (end(device, id) == FirmwareStatus.FAILED) {
          assertThat(calls).as("%s at %s", id, point).endsWith("rollback " + id, "done");
        }
      }
    }
  }

  /** The moments are spread over what an update takes here, before and after the switch alike. */
  @Test
  void killed_at_random_moments_each_device_ends_whole() throws Exception {
    var seed = Long.getLong("firmcast.seed", new Random().nextLong());
    var random = new Random(seed);
    var devices = devices("random");
    var data = data("random", devices);
    Set<String> known = new HashSet<>(Set.of("nothing"));
    var caught = 0;
    var within = 600;
    // A fast machine may be done before its kill; then that round has shown nothing.
    for (int round = 0; round < 10 * KILLS || (caught == 0 && round < AT_MOST); round++) {
      var id = "good-" + (release + 1);
      var wanted = wanted(devices, id);
      known.add(wanted);

      var started = starts(data);
      var process = process(data);
      await().atMost(PATIENCE).until(() -> starts(data) > started);
      process.waitFor(random.nextInt(within), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();

      var old = 0;
      for (var device : devices) {
        assertThat(running(data, device)).as("seed %d", seed).isIn(known);
        old += running(data, device).equals(wanted) ? 0 : 1;
      }
      caught += old;
      within = old == 0 ? Math.max(100, within * 2 / 3) : Math.min(20_000, within * 5 / 4);
      recovered(data, devices, id);
      for (var device : devices) {
        assertThat(running(data, device)).as("seed %d", seed).isEqualTo(wanted);
        assertThat(completions(device, id)).as("seed %d", seed).isEqualTo(1);
      }
    }
    assertThat(caught).as("devices killed before they ran the new image").isGreaterThan(KILLS * 4);
  }

  /** Each kill hits all devices of a process at the same step. */
  private static List<KillPoint> points(Set<KillPoint> usual) {
    List<KillPoint> points = new ArrayList<>(KILLS == 0 ? usual : List.of());
    for (int i = 0; i < KILLS; i += AT_ONCE) {
      points.addAll(List.of(KillPoint.values()));
    }
    return points;
  }

  private static List<String> devices(String name) {
    return IntStream.range(0, AT_ONCE).mapToObj(i -> name + "-" + i).toList();
  }

  private String id(KillPoint point) {
    return (point.isOnTheWayBack() ? "bad-" : "good-") + (release + 1);
  }

  /** A new release of another image, wanted by those devices under that id; its hash. */
  private String wanted(List<String> devices, String id) throws Exception {
    var image = ImageServer.random(LENGTH + ++release);
    server.nowServes(image, "\"" + release + "\"");
    for (var device : devices) {
      hub.desire(device, new JsonObject().put("firmware", signed(id)));
    }
    return ImageServer.sha256(image);
  }

  private JsonObject signed(String id) throws Exception {
    var image = server.image();
    var manifest = office.manifest(image.uri(), image.length(), image.sha256(), release);
    return office.update(manifest).withId(new UpdateId(id)).toJson();
  }

  private void killedAt(Path data, KillPoint point) throws Exception {
    var process = process(data, point.name());
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as(() -> point + ": " + log(data))
          .isTrue();
      assertThat(process.exitValue()).as("killed at %s", point).isEqualTo(128 + 9);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The same devices once more, until each has come to an end; none completes it twice. */
  private void recovered(Path data, List<String> devices, String id) throws Exception {
    var swarm = KilledAgent.swarm(vertx, data, Ambush.none());
    for (var device : devices) {
      end(device, id);
      assertThat(completions(device, id)).as("%s on %s", id, device).isLessThan(2);
    }
    swarm.undeploy().await(10, TimeUnit.SECONDS);
  }

  private FirmwareStatus end(String device, String id) {
    return await("end of " + id + " on " + device)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () ->
                history(device, id).stream()
                    .map(Transition::status)
                    .filter(s -> s == FirmwareStatus.COMPLETED || s == FirmwareStatus.FAILED)
                    .findFirst()
                    .orElse(FirmwareStatus.UNKNOWN),
            status -> status != FirmwareStatus.UNKNOWN);
  }

  private long completions(String device, String id) throws Exception {
    return history(device, id).stream()
        .filter(transition -> transition.status() == FirmwareStatus.COMPLETED)
        .count();
  }

  private List<Transition> history(String device, String id) throws Exception {
    return ReportedFirmware.fromReported(hub.reported(device)).history().stream()
        .filter(transition -> new UpdateId(id).equals(transition.updateId()))
        .toList();
  }

  private static String running(Path data, String device) throws Exception {
    var image = directory(data, device).slots().resolve("current").resolve("image");
    return Files.exists(image) ? ImageServer.sha256(Files.readAllBytes(image)) : "nothing";
  }

  private static DeviceDirectory directory(Path data, String device) {
    return DeviceDirectory.of(data, new DeviceId(device));
  }

  private Path data(String name, List<String> devices) throws Exception {
    var data = Files.createDirectories(dir.resolve(name));
    Files.copy(hub.caFile(), data.resolve("ca.pem"));
    var trust = new TrustChain(List.of(office.keys.sign(List.of(office.root))));
    Files.writeString(data.resolve("trust"), trust.toLines());
    List<String> lines = new ArrayList<>();
    for (var device : devices) {
      var string = hub.create(device);
      lines.add(
          "HostName=%s;DeviceId=%s;SharedAccessKey=%s"
              .formatted(string.hostName(), device, string.sharedAccessKey()));
    }
    Files.write(data.resolve("connection-strings"), lines);
    return data;
  }

  /** Notes its calls, and takes its time. */
  private static void program(Path data) throws Exception {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var file = Files.createFile(data.resolve("installer.sh"), mode);
    var text =
        """
        #!/bin/sh
        calls=$(dirname $FIRMCAST_IMAGE)/calls
        echo $1 $FIRMCAST_UPDATE_ID >> $calls
        sleep 0.2
        echo done >> $calls
        """;
    Files.writeString(file, text);
  }

  /** How many processes have said that their devices are connected. */
  private static long starts(Path data) {
    return log(data).lines().filter("connected"::equals).count();
  }

  private static String log(Path data) {
    try {
      return Files.readString(data.resolve("killed.log"));
    } catch (IOException none) {
      return "no log";
    }
  }

  private static Process process(Path data, String... at) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    var quiet = System.getProperty("logback.configurationFile");
    command.addAll(quiet == null ? List.of() : List.of("-Dlogback.configurationFile=" + quiet));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KilledAgent.class.getName(), data.toString()));
    command.addAll(List.of(at));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(data.resolve("killed.log").toFile()))
        .start();
  }
}
