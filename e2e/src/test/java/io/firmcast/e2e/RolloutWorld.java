// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.firmcast.localhub.Memory;
import io.firmcast.localhub.event.EventFeed;
import io.firmcast.localhub.event.Testimony.MethodDelivered;
import io.firmcast.localhub.event.Testimony.ReportApplied;
import io.firmcast.localhub.fault.FaultRule;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A hub whose witness this test can ask, real agents, and orchestrators as processes. */
final class RolloutWorld implements AutoCloseable {
  static final Duration LONG = Duration.ofMinutes(2);

  private static final String FAULTS =
      """
      rest-error:rate=0.3,status=429,seed=7
      rest-error:rate=0.05,status=500,seed=8
      drop-method-answer:rate=0.2,seed=9
      duplicate-method:rate=0.2,count=3,seed=10""";

  private final Vertx vertx = Vertx.vertx();
  private final Path dir;
  private final int devices;
  private final LocalHub hub;
  private final FirmcastProcess agents;

  RolloutWorld(Path dir, String host, int devices, Duration phase) throws Exception {
    this.dir = dir;
    this.devices = devices;
    var settings =
        new LocalHubSettings(host, 0, 0, dir.resolve("hub"))
            .withMemory(new Memory(EventFeed.CAPACITY, 1_000_000));
    this.hub = LocalHub.start(vertx, settings).await();
    this.agents =
        process(
            "agents",
            "--count",
            "" + devices,
            "--phase-time",
            phase.toMillis() + "ms",
            "--mqtt-port",
            "" + hub.mqttPort(),
            "--management-port",
            "" + Ports.free());
    var all = devices + " of " + devices + " devices connected";
    await().atMost(LONG).until(() -> agents.out().contains(all));
  }

  /** From now on the hub behaves as badly as promised against. */
  void misbehave() {
    Stream.of(FAULTS.split("\\R", -1)).map(FaultRule::of).forEach(hub.faults()::add);
  }

  /** An orchestrator with a store that all of them share. */
  FirmcastProcess orchestrator(int port) throws IOException {
    return process(
        "orchestrator",
        "--http-port",
        "" + port,
        "--management-port",
        "" + Ports.free(),
        "--data",
        dir.resolve("store").toString());
  }

  void create(String origin, String id, JsonObject more) throws Exception {
    var definition =
        new JsonObject()
            .put("firmware", new JsonObject().put("fwPackageUri", "https://fw.example/" + id))
            .put("targets", new JsonObject().put("condition", "deviceId != ''"))
            .put(
                "retries",
                new JsonObject().put("unknown", 10).put("first", "100ms").put("most", "1s"))
            .mergeIn(more);
    var made = Http.send("PUT", origin + "/api/v1/rollouts/" + id, definition);
    assertThat(made.status()).as(made.body().encode()).isIn(200, 201);
  }

  void start(String origin, String id) throws Exception {
    var url = origin + "/api/v1/rollouts/" + id + ":start";
    var started = Http.send("POST", url, new JsonObject(), "Idempotency-Key", "start-" + id);
    assertThat(started.status()).as(started.body().encode()).isEqualTo(202);
  }

  JsonObject rollout(String origin, String id) throws Exception {
    return Http.get(origin + "/api/v1/rollouts/" + id).body();
  }

  void planned(String origin, String id) {
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> rollout(origin, id).getInteger("devices", 0) == devices);
  }

  void completed(String origin, String id) {
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> assertThat(rollout(origin, id).getString("state")).isEqualTo("completed"));
  }

  /** All of it. */
  static List<JsonObject> log(String origin, String id) throws Exception {
    var lines = new ArrayList<JsonObject>();
    var next = "/api/v1/rollouts/" + id + "/log?pageSize=1000";
    while (next != null) {
      var page = Http.get(origin + next).body();
      page.getJsonArray("value").forEach(line -> lines.add((JsonObject) line));
      next = page.getString("nextLink");
    }
    return lines;
  }

  /** By the hub's own record: each device came to apply each of these rollouts exactly once. */
  void eachAppliedOnce(List<String> rollouts) {
    Map<String, Integer> applied = new TreeMap<>();
    for (var testimony : hub.witness().all()) {
      if (testimony instanceof ReportApplied report
          && "applying".equals(report.patch().getString("firmwareStatus"))) {
        var update = report.patch().getJsonObject("firmware").getString("updateId");
        applied.merge(update.replaceFirst("-\\d+$", ""), 1, Integer::sum);
      }
    }
    for (var rollout : rollouts) {
      for (var i = 0; i < devices; i++) {
        assertThat(applied).containsEntry(rollout + "-sim-" + i, 1);
      }
    }
    assertThat(applied).hasSize(rollouts.size() * devices);
  }

  /** By the hub's own record: no device was called under an epoch once it had seen a higher one. */
  void epochsNeverFall(List<String> rollouts) {
    Map<String, Long> newest = new HashMap<>();
    for (var testimony : hub.witness().all()) {
      if (testimony instanceof MethodDelivered call && call.payload() instanceof JsonObject asked) {
        var of = asked.getString("updateId");
        var epoch = asked.getLong("epoch");
        var rollout = rollouts.stream().filter(id -> of.startsWith(id + "-sim-")).findFirst();
        assertThat(rollout).as(of).isPresent();
        assertThat(epoch)
            .as("epoch of " + of)
            .isGreaterThanOrEqualTo(newest.getOrDefault(rollout.get(), 0L));
        newest.put(rollout.get(), epoch);
      }
    }
    assertThat(newest).hasSize(rollouts.size());
  }

  private FirmcastProcess process(String... words) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("IOTHUB_CONNECTION_STRING", hub.serviceConnectionString());
    environment.put("FIRMCAST_CA_FILE", hub.caFile().orElseThrow().toString());
    Files.createDirectories(dir);
    return FirmcastProcess.start(dir, environment, words);
  }

  @Override
  public void close() {
    agents.close();
    hub.close().await();
    vertx.close().await();
  }
}
