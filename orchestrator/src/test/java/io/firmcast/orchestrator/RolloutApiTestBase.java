// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.MethodAnswer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rollouts over HTTP, with devices in a hub in memory; every answer is held against the contract.
 */
abstract class RolloutApiTestBase {
  static final String ALL = "/api/v1/rollouts";

  @TempDir Path data = Path.of("");
  final Map<String, List<JsonObject>> asked = new ConcurrentHashMap<>();
  @Nullable Running started;

  @BeforeEach
  void start() {
    started = new Running(data, Running.QUICK);
    devicesSucceed();
  }

  @AfterEach
  void stop() {
    running().close();
  }

  void devices(int count) {
    IntStream.range(0, count).forEach(i -> running().hub.report("sim-" + i, new JsonObject()));
  }

  void devicesSucceed() {
    running()
        .hub
        .answerMethods(
            (device, method) -> {
              var payload = payload(method);
              remember(device.value(), payload);
              completes(device.value());
              return accepted(payload);
            });
  }

  void holdBack() {
    running()
        .hub
        .answerMethods(
            (device, method) -> {
              var payload = payload(method);
              remember(device.value(), payload);
              return accepted(payload);
            });
  }

  static Future<MethodAnswer> accepted(JsonObject payload) {
    return Future.succeededFuture(
        new MethodAnswer(
            200,
            new JsonObject()
                .put("Response", "Firmware update started")
                .put("updateId", payload.getString("updateId"))));
  }

  void remember(String device, JsonObject payload) {
    asked.computeIfAbsent(device, first -> new CopyOnWriteArrayList<>()).add(payload);
  }

  static JsonObject payload(DirectMethod method) {
    return method.payload() instanceof JsonObject json ? json : new JsonObject();
  }

  List<JsonObject> asked(String device) {
    return asked.getOrDefault(device, List.of());
  }

  void completes(String device) {
    var times = asked(device);
    completed(device, times.get(times.size() - 1).getString("updateId"));
  }

  void completed(String device, String update) {
    running()
        .hub
        .report(
            device,
            new JsonObject()
                .put("firmwareStatus", "completed")
                .put("firmware", new JsonObject().put("updateId", update).put("version", "2.1.0")));
  }

  JsonObject desired(String device) {
    return Running.await(running().hub.twin(new io.firmcast.contract.DeviceId(device)))
        .desired()
        .getJsonObject("firmware", new JsonObject());
  }

  static List<String> distinct(List<JsonObject> payloads) {
    return payloads.stream().map(it -> it.getString("updateId")).distinct().toList();
  }

  Running.Answer make(String id, JsonObject more) {
    return running().send(HttpMethod.PUT, ALL + "/" + id, definition(id, more));
  }

  static JsonObject definition(String id, JsonObject more) {
    return new JsonObject()
        .put("id", id)
        .put(
            "firmware",
            new JsonObject().put("fwPackageUri", "https://fw.example/a").put("version", "2.1.0"))
        .put("targets", new JsonObject().put("condition", "deviceId != ''"))
        .mergeIn(more);
  }

  Running.Answer act(String id, String action, JsonObject body, String... headers) {
    return running().send(HttpMethod.POST, ALL + "/" + id + ":" + action, body, headers);
  }

  void planned(String id, int devices) {
    await()
        .untilAsserted(
            () -> {
              assertThat(rollout(id).getString("plan")).isNotNull();
              assertThat(executions(id, "")).hasSize(devices);
            });
  }

  void state(String id, String state) {
    await().untilAsserted(() -> assertThat(rollout(id).getString("state")).isEqualTo(state));
  }

  void over(String id, String state) {
    state(id, state);
    assertThat(rollout(id).getString("endedAt")).isNotNull();
  }

  int count(String id, String state) {
    return rollout(id).getJsonObject("counts").getInteger(state, 0);
  }

  JsonObject rollout(String id) {
    return running().get(ALL + "/" + id).body();
  }

  List<String> executions(String id, String query) {
    return ids(running().get(ALL + "/" + id + "/devices" + query).body());
  }

  static List<String> ids(JsonObject page) {
    return page.getJsonArray("value").stream()
        .map(row -> ((JsonObject) row).getString("deviceId"))
        .toList();
  }

  static List<JsonObject> events(Running.Answer log) {
    return log.body().getJsonArray("value").stream()
        .map(line -> ((JsonObject) line).getJsonObject("event"))
        .toList();
  }

  Running running() {
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }
}
