// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orchestrators as users run them, from the built jar, die or sleep in the middle of rollouts, on a
 * hub that loses answers, repeats commands and refuses requests. More of it by {@code
 * -Dfirmcast.kills=100 -Dfirmcast.sleeps=100 -Dfirmcast.kill-devices=1000 -Dfirmcast.kill-seed=1};
 * the orchestrator's own {@code RolloutKillsIT} kills at named steps.
 */
class RolloutKillIT {
  private static final int KILLS = Integer.getInteger("firmcast.kills", 1);
  private static final int SLEEPS = Integer.getInteger("firmcast.sleeps", 1);
  private static final int DEVICES = Integer.getInteger("firmcast.kill-devices", 40);
  private static final long SEED = Long.getLong("firmcast.kill-seed", 20_261_120L);
  private static final JsonObject PACE =
      new JsonObject().put("pace", new JsonObject().put("inFlight", Math.max(8, DEVICES / 5)));

  @TempDir private Path dir;

  @Test
  void no_rollout_is_lost_and_no_device_applies_twice_when_the_orchestrator_is_killed()
      throws Exception {
    var random = new Random(SEED);
    var port = Ports.free();
    var origin = "http://127.0.0.1:" + port;
    List<String> rollouts = new ArrayList<>();
    List<Duration> takenOver = new ArrayList<>();
    try (var world = new RolloutWorld(dir, "127.0.0.71", DEVICES, Duration.ofMillis(50))) {
      world.misbehave();
      var orchestrator = up(world, port);
      for (var kill = 0; kill < KILLS; kill++) {
        var id = "kill-" + kill;
        rollouts.add(id);
        world.create(origin, id, PACE);
        world.planned(origin, id);
        world.start(origin, id);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));

        orchestrator.kill();

        var killed = Instant.now();
        orchestrator = up(world, port);
        world.completed(origin, id);
        takenOver.add(takenOverWithin(origin, id, killed));
      }
      world.eachAppliedOnce(rollouts);
      orchestrator.close();
    }
    System.out.printf("seed %d; taken over, JVM's start included, after %s%n", SEED, takenOver);
  }

  @Test
  void an_owner_that_slept_past_its_lease_writes_nothing_and_the_rollout_ends() throws Exception {
    var ports = List.of(Ports.free(), Ports.free());
    List<String> rollouts = new ArrayList<>();
    try (var world = new RolloutWorld(dir, "127.0.0.72", DEVICES, Duration.ofMillis(200))) {
      var one = up(world, ports.get(0));
      try (var two = up(world, ports.get(1))) {
        for (var sleep = 0; sleep < SLEEPS; sleep++) {
          var id = "sleep-" + sleep;
          rollouts.add(id);
          var awake = "http://127.0.0.1:" + ports.get(1);
          world.create("http://127.0.0.1:" + ports.get(0), id, PACE);
          world.planned(awake, id);
          world.start(awake, id);

          one.signal("STOP");
          world.completed(awake, id);
          one.signal("CONT");

          var slept = "http://127.0.0.1:" + ports.get(0);
          await().atMost(RolloutWorld.LONG).until(() -> Http.answers(slept + "/api/v1/quota", 200));
          ordered(awake, id);
        }
        world.eachAppliedOnce(rollouts);
        world.epochsNeverFall(rollouts);
        assertThat(two.isAlive()).isTrue();
      } finally {
        one.close();
      }
    }
  }

  /**
   * Lines of a log carry on from owner to owner, whose epochs only grow, and none follows the end.
   */
  private static void ordered(String origin, String id) throws Exception {
    var lines = RolloutWorld.log(origin, id);
    var epoch = 0L;
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      assertThat(line.getLong("seq")).isEqualTo(i + 1);
      if (line.getJsonObject("event").getString("type").equals("takenOver")) {
        assertThat(line.getJsonObject("event").getLong("epoch")).isGreaterThan(epoch);
        epoch = line.getJsonObject("event").getLong("epoch");
      }
    }
    assertThat(epoch).isPositive();
  }

  private static Duration takenOverWithin(String origin, String id, Instant killed)
      throws Exception {
    var lines = RolloutWorld.log(origin, id);
    for (var i = lines.size() - 1; i >= 0; i--) {
      var line = lines.get(i);
      if (line.getJsonObject("event").getString("type").equals("takenOver")) {
        return Duration.between(killed, Instant.parse(line.getString("at")));
      }
    }
    throw new AssertionError("never taken over");
  }

  private static FirmcastProcess up(RolloutWorld world, int port) throws Exception {
    var process = world.orchestrator(port);
    var quota = "http://127.0.0.1:" + port + "/api/v1/quota";
    await().atMost(RolloutWorld.LONG).until(() -> Http.answers(quota, 200));
    return process;
  }
}
