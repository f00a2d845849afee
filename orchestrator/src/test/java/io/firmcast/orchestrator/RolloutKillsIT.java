// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orchestrators die at named steps and at random moments, one after the other on one store, on a
 * hub that loses, repeats and refuses, with half of the devices away for a while. By the hub's
 * record no device applies twice and none is forgotten, and every rollout that was acknowledged
 * ends. {@code -Dfirmcast.kills=20} kills at every step that often and five times that often at
 * random; {@code -Dfirmcast.kill-devices=1000}, {@code -Dfirmcast.kill-seed=1}.
 */
class RolloutKillsIT {
  private static final int KILLS = Integer.getInteger("firmcast.kills", 0);
  private static final int DEVICES = Integer.getInteger("firmcast.kill-devices", 12);
  private static final long SEED = Long.getLong("firmcast.kill-seed", 20_261_201L);
  private static final Duration LEASE = Duration.ofMillis(KILLS == 0 ? 1_000 : 5_000);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path dir = Path.of("");
  private final Random random = new Random(SEED);
  private final List<String> rollouts = new ArrayList<>();
  private final List<Instant> deaths = new ArrayList<>();
  private final List<Duration> takeOvers = new ArrayList<>();
  private @Nullable KillWorld made;
  private RolloutClient client = new RolloutClient(0);
  private int port;
  private boolean acknowledged;
  private boolean started;

  private void begin(String host) throws Exception {
    port = freePort();
    client = new RolloutClient(port);
    made = new KillWorld(dir, host, dir.resolve("store").toString(), DEVICES);
    world().misbehave();
  }

  @AfterEach
  void close() {
    world().close();
  }

  @Test
  void killed_at_each_step_no_device_applies_twice_and_every_rollout_ends() throws Exception {
    begin("127.0.0.44");
    Map<KillPoint, Integer> hits = new EnumMap<>(KillPoint.class);

    for (var point : points()) {
      var process = world().orchestrator(port, LEASE, point, 1 + random.nextInt(2));
      workUntilItDies(process, point.name());
      assertThat(process.exitValue()).as("%s: %s", point, log()).isEqualTo(KillSwitch.EXIT);
      hits.merge(point, 1, Integer::sum);
    }

    provenAtTheEnd();
    System.out.println("killed at steps: " + hits);
  }

  @Test
  void killed_at_random_moments_no_device_applies_twice_and_every_rollout_ends() throws Exception {
    begin("127.0.0.45");

    for (var kill = 0; kill < Math.max(1, 5 * KILLS); kill++) {
      var process = world().orchestrator(port, LEASE);
      var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_000 + random.nextInt(6_000));
      while (System.nanoTime() < end) {
        work();
      }
      process.destroyForcibly().waitFor();
      deaths.add(Instant.now());
    }

    provenAtTheEnd();
  }

  private List<KillPoint> points() {
    if (KILLS == 0) {
      return List.of(KillPoint.INTENT_KEPT, KillPoint.METHOD_SENT, KillPoint.PLAN_HALF_KEPT);
    }
    List<KillPoint> points = new ArrayList<>();
    for (var i = 0; i < KILLS; i++) {
      points.addAll(List.of(KillPoint.values()));
    }
    Collections.shuffle(points, random);
    return points;
  }

  private void workUntilItDies(Process process, String why) throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive()) {
      work();
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new AssertionError(why + " was not reached, seed " + SEED + ": " + log());
      }
    }
    deaths.add(Instant.now());
  }

  /** One thing that an operator does: goes on with the newest rollout, or begins another. */
  private void work() throws Exception {
    if (rollouts.isEmpty() || isCompleted(newest())) {
      rollouts.add("r" + rollouts.size());
      acknowledged = false;
      started = false;
      world().halfGoesAwayFor(random.nextInt(3_000));
    }
    if (!acknowledged) {
      acknowledged = client.create(newest(), definition());
    } else if (!started) {
      started = client.start(newest());
    }
    TimeUnit.MILLISECONDS.sleep(50);
  }

  private void provenAtTheEnd() throws Exception {
    var process = world().orchestrator(port, LEASE);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!(started && isCompleted(newest()) && world().endsTold().containsAll(rollouts))) {
      assertThat(System.nanoTime()).as("seed %d: %s", SEED, log()).isLessThan(deadline);
      if (!(started && isCompleted(newest()))) {
        work();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    for (var rollout : rollouts) {
      assertThat(isCompleted(rollout)).as("%s, seed %d", rollout, SEED).isTrue();
      inOrder(client.log(rollout));
    }
    world().eachAppliedOnce(rollouts);
    process.destroyForcibly().waitFor();
    System.out.printf(
        "%d kills, %d rollouts of %d devices, seed %d; taken over after %s%n",
        deaths.size(), rollouts.size(), DEVICES, SEED, takeOvers);
  }

  /** Without a gap, and from owner to owner with a higher epoch. */
  private void inOrder(List<JsonObject> lines) {
    var epoch = 0L;
    for (var i = 0; i < lines.size(); i++) {
      var event = lines.get(i).getJsonObject("event");
      assertThat(lines.get(i).getLong("seq")).isEqualTo(i + 1);
      if (event.getString("type").equals("takenOver")) {
        assertThat(event.getLong("epoch")).isGreaterThan(epoch);
        epoch = event.getLong("epoch");
        var at = Instant.parse(lines.get(i).getString("at"));
        deaths.stream()
            .filter(death -> death.isBefore(at))
            .max(Instant::compareTo)
            .ifPresent(death -> takeOvers.add(Duration.between(death, at)));
      }
    }
  }

  private boolean isCompleted(String rollout) throws InterruptedException {
    return "completed".equals(client.show(rollout).getString("state"));
  }

  private KillWorld world() {
    return Objects.requireNonNull(made);
  }

  private String newest() {
    return rollouts.get(rollouts.size() - 1);
  }

  private static JsonObject definition() {
    return new JsonObject()
        .put("firmware", new JsonObject().put("fwPackageUri", "https://fw.example/a"))
        .put("targets", new JsonObject().put("condition", "deviceId != ''"))
        .put("pace", new JsonObject().put("inFlight", Math.max(8, DEVICES / 5)))
        .put(
            "retries", new JsonObject().put("unknown", 10).put("first", "100ms").put("most", "1s"));
  }

  private String log() throws Exception {
    var lines = Files.readAllLines(dir.resolve("orchestrators.log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
