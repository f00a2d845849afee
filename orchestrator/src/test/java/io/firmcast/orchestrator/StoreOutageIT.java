// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.hub.FakeHub;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.orchestrator.drive.Terms;
import io.firmcast.orchestrator.store.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A PostgreSQL that is really stopped, and a disk that is really full, in the middle of a rollout:
 * nothing is acknowledged meanwhile, nothing acknowledged is lost, and the rollout goes on by
 * itself. {@code -Dfirmcast.outage-seconds=60}.
 */
class StoreOutageIT {
  private static final int OUTAGE_SECONDS = Integer.getInteger("firmcast.outage-seconds", 1);
  private static final int DEVICES = 40;
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final JsonObject ROLLOUT =
      new JsonObject()
          .put("firmware", new JsonObject().put("fwPackageUri", "https://fw.example/a"))
          .put("targets", new JsonObject().put("condition", "true"))
          .put("pace", new JsonObject().put("inFlight", 1));

  @TempDir private Path data = Path.of("");
  private final FakeHub hub = new FakeHub();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** What goes away, and comes back. */
  private interface Outage {
    void begin() throws Exception;

    void end() throws Exception;
  }

  @Test
  void a_postgresql_that_is_stopped_loses_nothing_and_the_rollout_goes_on() throws Exception {
    try (var server = new PostgresServer(data.resolve("pg"))) {
      var settings =
          OrchestratorSettings.defaults(data).withDatabaseUrl(server.database().toString());
      survives(
          settings,
          new Outage() {
            @Override
            public void begin() throws IOException {
              server.stop();
            }

            @Override
            public void end() throws IOException {
              server.start();
            }
          });
    }
  }

  @Test
  void a_full_disk_loses_nothing_and_the_rollout_goes_on() throws Exception {
    var disk = Files.createDirectory(data.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()))
        .as("this user may mount a small file system")
        .isZero();
    try {
      var ballast = disk.resolve("ballast");
      survives(
          OrchestratorSettings.defaults(disk),
          new Outage() {
            @Override
            public void begin() {
              fill(ballast);
            }

            @Override
            public void end() throws IOException {
              Files.delete(ballast);
            }
          });
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private void survives(OrchestratorSettings settings, Outage outage) throws Exception {
    devices();
    var quick = new Terms(Duration.ofMillis(50), Duration.ofMillis(500));
    var running =
        new Running(
            settings
                .withPace(Running.QUICK)
                .withRollouts(RolloutSettings.DEFAULTS.withTerms(quick)),
            hub);
    try {
      List<String> acknowledged = new ArrayList<>(List.of("r1"));
      assertThat(put(running, "r1").status()).isEqualTo(201);
      await().atMost(LONG).until(() -> show(running, "r1").getInteger("devices") == DEVICES);
      var start = "/api/v1/rollouts/r1:start";
      assertThat(running.send(HttpMethod.POST, start, new JsonObject()).status()).isEqualTo(202);
      await().atMost(LONG).until(() -> asked.size() >= 3);

      outage.begin();

      var refused = refused(running, acknowledged);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.retryAfter()).isEqualTo("5");
      assertThat(refused.code()).isEqualTo("store-unavailable");
      TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
      assertThat(asked.size()).as("asked while nothing could be kept").isLessThan(DEVICES);

      outage.end();

      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                running.clock.advance(Duration.ofSeconds(1));
                var rollout = show(running, "r1");
                assertThat(rollout.getString("state")).as(rollout::encode).isEqualTo("completed");
              });
      for (var id : acknowledged) {
        assertThat(show(running, id).getString("id")).isEqualTo(id);
      }
      assertThat(asked).hasSize(DEVICES);
      assertThat(put(running, "afterwards").status()).isEqualTo(201);
    } finally {
      running.undeploy();
      running.close();
    }
  }

  /** A full disk may still have room for a little, which is then acknowledged and has to stay. */
  private Running.Answer refused(Running running, List<String> acknowledged) {
    for (var n = 0; ; n++) {
      var answer = put(running, "more-" + n);
      if (answer.status() != 201) {
        return answer;
      }
      acknowledged.add("more-" + n);
    }
  }

  private static Running.Answer put(Running running, String id) {
    return running.send(HttpMethod.PUT, "/api/v1/rollouts/" + id, ROLLOUT);
  }

  private static JsonObject show(Running running, String id) {
    return running.get("/api/v1/rollouts/" + id).body();
  }

  private void devices() {
    for (var i = 0; i < DEVICES; i++) {
      hub.report("sim-" + i, new JsonObject());
    }
    hub.answerMethods(
        (device, method) -> {
          var payload = method.payload() instanceof JsonObject json ? json : new JsonObject();
          var firmware = new JsonObject().put("updateId", payload.getString("updateId"));
          // The same id again is what a device expects where its answer was lost.
          if (asked.add(payload.getString("updateId"))) {
            hub.report(
                device.value(),
                new JsonObject().put("firmwareStatus", "completed").put("firmware", firmware));
          }
          return Future.succeededFuture(new MethodAnswer(200, firmware));
        });
  }

  /** Until not a byte more goes. */
  private static void fill(Path ballast) {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      var some = new byte[4_096];
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      assertThat(ballast).exists();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor();
  }
}
