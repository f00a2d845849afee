// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.MethodAnswer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rollouts over HTTP, with devices in a hub in memory; every answer is held against the contract.
 */
class RolloutApiTest {
  private static final String ALL = "/api/v1/rollouts";

  @TempDir private Path data = Path.of("");
  private final Map<String, List<JsonObject>> asked = new ConcurrentHashMap<>();
  private @Nullable Running started;

  @BeforeEach
  void start() {
    started = new Running(data, Running.QUICK);
    devicesSucceed();
  }

  @AfterEach
  void stop() {
    running().close();
  }

  @Test
  void a_rollout_is_made_planned_started_and_completed() {
    devices(3);

    var made = make("r1", new JsonObject());

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().getString("state")).isEqualTo("draft");
    planned("r1", 3);
    var go = act("r1", "start", new JsonObject().put("reason", "monday"));
    assertThat(go.status()).isEqualTo(202);
    assertThat(go.body().getString("state")).isEqualTo("running");
    over("r1", "completed");
    assertThat(rollout("r1").getJsonObject("counts"))
        .isEqualTo(new JsonObject().put("succeeded", 3));
    assertThat(asked.values()).allSatisfy(times -> assertThat(times).hasSize(1));
    assertThat(asked("sim-0").get(0).getLong("epoch")).isPositive();
    assertThat(asked("sim-0").get(0).getString("updateId")).isEqualTo("r1-sim-0-1");
  }

  @Test
  void the_log_says_who_did_what_and_why_and_what_was_decided() {
    devices(1);
    make("r1", new JsonObject());
    planned("r1", 1);
    act("r1", "start", new JsonObject().put("reason", "monday"), "X-Firmcast-Who", "anna");
    over("r1", "completed");

    var page = running().get(ALL + "/r1/log?pageSize=2");
    var rest = running().get(page.body().getString("nextLink"));

    assertThat(page.body().getJsonArray("value")).hasSize(2);
    assertThat(rest.body().getJsonArray("value").getJsonObject(0).getInteger("seq")).isEqualTo(3);
    var all = events(running().get(ALL + "/r1/log?pageSize=1000"));
    assertThat(all)
        .extracting(event -> event.getString("type"))
        .startsWith("created", "takenOver", "planned", "started")
        .contains("reported");
    assertThat(all.get(3).getJsonObject("by"))
        .isEqualTo(new JsonObject().put("who", "anna").put("why", "monday"));
    assertThat(all.get(3).getJsonArray("decisions").encode())
        .contains("\"rolloutIs\"", "\"running\"", "\"deviceStarts\"");
  }

  @Test
  void a_repeated_request_makes_nothing_twice() {
    devices(1);
    var body = definition("r1", new JsonObject());

    var first = running().send(HttpMethod.POST, ALL, body, "Idempotency-Key", "k1");
    var again = running().send(HttpMethod.POST, ALL, body, "Idempotency-Key", "k1");
    var put = running().send(HttpMethod.PUT, ALL + "/r1", body);
    var otherBody =
        running()
            .send(
                HttpMethod.POST, ALL, definition("r2", new JsonObject()), "Idempotency-Key", "k1");
    var otherRollout =
        running()
            .send(
                HttpMethod.PUT,
                ALL + "/r1",
                definition("r1", new JsonObject().put("approval", true)));

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(put.status()).isEqualTo(200);
    assertThat(otherBody.code()).isEqualTo("idempotency-key-reused");
    assertThat(otherRollout.code()).isEqualTo("rollout-exists");
  }

  @Test
  void a_repeated_action_is_done_once() {
    devices(1);
    make("r1", new JsonObject());
    planned("r1", 1);

    var first = act("r1", "start", new JsonObject(), "Idempotency-Key", "go");
    over("r1", "completed");
    var again = act("r1", "start", new JsonObject(), "Idempotency-Key", "go");
    var withoutKey = act("r1", "start", new JsonObject());

    assertThat(first.status()).isEqualTo(202);
    assertThat(again.status()).isEqualTo(202);
    assertThat(withoutKey.status()).isEqualTo(409);
    assertThat(withoutKey.code()).isEqualTo("wrong-state");
  }

  @Test
  void an_approval_is_for_the_plan_that_was_seen() {
    devices(2);
    make("r1", new JsonObject().put("approval", true));
    state("r1", "awaitingApproval");
    var plan = rollout("r1").getString("plan");

    var unapproved = act("r1", "start", new JsonObject());
    var other = act("r1", "approve", new JsonObject().put("plan", "0".repeat(64)));
    var approved = act("r1", "approve", new JsonObject().put("plan", plan));

    assertThat(unapproved.code()).isEqualTo("not-approved");
    assertThat(other.code()).isEqualTo("plan-drifted");
    assertThat(approved.body().getString("approved")).isEqualTo(plan);
    assertThat(act("r1", "start", new JsonObject()).status()).isEqualTo(202);
    over("r1", "completed");
  }

  @Test
  void a_device_that_came_since_voids_the_approval_when_it_is_planned_anew() {
    devices(2);
    make("r1", new JsonObject().put("approval", true));
    state("r1", "awaitingApproval");
    act("r1", "approve", new JsonObject().put("plan", rollout("r1").getString("plan")));
    devices(3);

    var planned = act("r1", "plan", new JsonObject());

    assertThat(planned.body().getString("state")).isEqualTo("awaitingApproval");
    assertThat(planned.body().getInteger("devices")).isEqualTo(3);
    assertThat(executions("r1", "")).hasSize(3);
  }

  @Test
  void a_change_that_expects_another_revision_is_refused() {
    devices(1);
    make("r1", new JsonObject());
    planned("r1", 1);
    var revision = rollout("r1").getLong("revision");

    var stale = act("r1", "start", new JsonObject(), "If-Match", "\"" + (revision - 1) + "\"");
    var fresh = act("r1", "start", new JsonObject(), "If-Match", "\"" + revision + "\"");

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("revision-changed");
    assertThat(fresh.status()).isEqualTo(202);
  }

  @Test
  void the_devices_are_listed_in_pages_and_as_csv_and_say_why() {
    devices(5);
    make("r1", new JsonObject());
    planned("r1", 5);

    var page = running().get(ALL + "/r1/devices?pageSize=2");
    var next = running().get(page.body().getString("nextLink"));
    var csv =
        Running.await(running().request(HttpMethod.GET, ALL + "/r1/devices?format=csv").send());
    var why = running().get(ALL + "/r1/devices/sim-3:why");

    assertThat(ids(page.body())).containsExactly("sim-0", "sim-1");
    assertThat(ids(next.body())).containsExactly("sim-2", "sim-3");
    assertThat(csv.getHeader("Content-Type")).startsWith("text/csv");
    assertThat(csv.bodyAsString().lines())
        .hasSize(6)
        .anyMatch(it -> it.startsWith("sim-4,1,queued"));
    assertThat(why.body().getString("why")).contains("has not been started");
    assertThat(running().get(ALL + "/r1/devices/nobody:why").code())
        .isEqualTo("device-not-in-rollout");
    assertThat(executions("r1", "?state=failed")).isEmpty();
  }

  @Test
  void a_rollout_is_shown_as_it_was() {
    devices(1);
    var before = running().clock.instant();
    make("r1", new JsonObject());
    planned("r1", 1);
    running().clock.advance(Duration.ofMinutes(1));
    act("r1", "start", new JsonObject());
    over("r1", "completed");

    var then = running().get(ALL + "/r1?at=" + before);

    assertThat(then.body().getString("state")).isEqualTo("draft");
    assertThat(running().get(ALL + "/r1").body().getString("state")).isEqualTo("completed");
    assertThat(running().get(ALL + "/r1/definition").body().getJsonObject("targets")).isNotNull();
  }

  @Test
  void paused_it_starts_nothing_and_resumed_it_goes_on() {
    devices(20);
    holdBack();
    make("r1", new JsonObject().put("pace", new JsonObject().put("inFlight", 5)));
    planned("r1", 20);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 5);

    assertThat(act("r1", "pause", new JsonObject()).body().getString("state")).isEqualTo("paused");
    asked.keySet().forEach(this::completes);
    await().until(() -> count("r1", "succeeded") == 5);
    assertThat(asked).hasSize(5);
    devicesSucceed();
    act("r1", "changePace", new JsonObject().put("pace", new JsonObject().put("inFlight", 50)));
    act("r1", "resume", new JsonObject());

    over("r1", "completed");
    assertThat(asked).hasSize(20);
  }

  @Test
  void aborted_it_gives_everything_up() {
    devices(4);
    holdBack();
    make("r1", new JsonObject());
    planned("r1", 4);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 4);

    act("r1", "abort", new JsonObject().put("reason", "bad image"));

    over("r1", "aborted");
    assertThat(rollout("r1").getString("reason")).contains("bad image");
    assertThat(act("r1", "resume", new JsonObject()).code()).isEqualTo("wrong-state");
  }

  @Test
  void a_device_whose_answer_is_lost_is_found_by_its_twin_and_asked_once() {
    devices(1);
    running()
        .hub
        .answerMethods(
            (device, method) -> {
              remember(device.value(), payload(method));
              completes(device.value());
              return Future.failedFuture(new HubException(Reason.DEVICE_TIMEOUT, "silence"));
            });
    make("r1", new JsonObject());
    planned("r1", 1);

    act("r1", "start", new JsonObject());

    over("r1", "completed");
    assertThat(asked("sim-0")).hasSize(1);
  }

  @Test
  void an_offline_device_finds_the_update_among_its_desired_properties() {
    devices(1);
    running()
        .hub
        .answerMethods(
            (device, method) ->
                Future.failedFuture(new HubException(Reason.DEVICE_OFFLINE, "gone")));
    make("r1", new JsonObject());
    planned("r1", 1);
    act("r1", "start", new JsonObject());
    await().until(() -> desired("sim-0").getString("updateId") != null);

    assertThat(desired("sim-0").getString("updateId")).isEqualTo("r1-sim-0-1");
    completed("sim-0", "r1-sim-0-1");

    over("r1", "completed");
  }

  @Test
  void a_newer_rollout_waits_for_devices_that_an_older_one_has_not_finished_with() {
    devices(3);
    holdBack();
    make("r1", new JsonObject());
    planned("r1", 3);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 3);
    running().clock.advance(Duration.ofSeconds(1));
    make("r2", new JsonObject());
    planned("r2", 3);

    act("r2", "start", new JsonObject());

    assertThat(executions("r2", "?state=waiting")).hasSize(3);
    assertThat(running().get(ALL + "/r2/devices/sim-0:why").body().getString("why"))
        .contains("rollout r1 has not finished with it");
    asked.keySet().forEach(this::completes);
    devicesSucceed();
    over("r1", "completed");
    over("r2", "completed");
    assertThat(asked.values()).allSatisfy(times -> assertThat(distinct(times)).hasSize(2));
  }

  @Test
  void a_newer_rollout_takes_devices_over_where_it_says_so() {
    devices(3);
    holdBack();
    make("r1", new JsonObject().put("pace", new JsonObject().put("inFlight", 1)));
    planned("r1", 3);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 1);
    running().clock.advance(Duration.ofSeconds(1));
    make("r2", new JsonObject().put("whenTaken", "supersede"));
    planned("r2", 3);
    devicesSucceed();

    act("r2", "start", new JsonObject());

    over("r2", "completed");
    over("r1", "completed");
    assertThat(executions("r1", "?state=superseded")).hasSize(3);
  }

  @Test
  void what_cannot_be_is_told_by_its_place() {
    var bad =
        running()
            .send(
                HttpMethod.PUT,
                ALL + "/r1",
                definition("r1", new JsonObject().put("wavs", new JsonArray())));
    var badId = running().send(HttpMethod.PUT, ALL + "/-x", definition("-x", new JsonObject()));

    assertThat(bad.code()).isEqualTo("bad-request");
    assertThat(bad.body().getString("pointer")).isEqualTo("/wavs");
    assertThat(badId.code()).isEqualTo("bad-request");
    assertThat(running().get(ALL + "/none").code()).isEqualTo("rollout-not-found");
    assertThat(act("none", "start", new JsonObject()).code()).isEqualTo("rollout-not-found");
  }

  @Test
  void a_rollout_goes_on_in_the_next_process() {
    devices(10);
    holdBack();
    make("r1", new JsonObject().put("pace", new JsonObject().put("inFlight", 4)));
    planned("r1", 10);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 4);
    var hub = running().hub;
    running().undeploy();
    var second = new Running(OrchestratorSettings.defaults(data).withPace(Running.QUICK), hub);

    devicesSucceed();
    List.copyOf(asked.keySet()).forEach(this::completes);

    var first = running();
    started = second;
    over("r1", "completed");
    assertThat(asked).hasSize(10).allSatisfy((id, times) -> assertThat(distinct(times)).hasSize(1));
    first.close();
  }

  @Test
  void the_list_is_paged_and_filtered_and_the_budget_is_shown() {
    devices(1);
    IntStream.range(0, 3).forEach(i -> make("r" + i, new JsonObject()));
    IntStream.range(0, 3).forEach(i -> planned("r" + i, 1));

    var page = running().get(ALL + "?pageSize=2");
    var next = running().get(page.body().getString("nextLink"));
    var quota = running().get("/api/v1/quota");

    assertThat(page.body().getJsonArray("value")).hasSize(2);
    assertThat(next.body().getJsonArray("value")).hasSize(1);
    assertThat(running().get(ALL + "?state=running").body().getJsonArray("value")).isEmpty();
    assertThat(quota.body().getString("tier")).isEqualTo("NONE");
    assertThat(quota.body().getJsonArray("value").getJsonObject(3).getInteger("sinceStart"))
        .isGreaterThanOrEqualTo(3);
  }

  private void devices(int count) {
    IntStream.range(0, count).forEach(i -> running().hub.report("sim-" + i, new JsonObject()));
  }

  private void devicesSucceed() {
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

  private void holdBack() {
    running()
        .hub
        .answerMethods(
            (device, method) -> {
              var payload = payload(method);
              remember(device.value(), payload);
              return accepted(payload);
            });
  }

  private static Future<MethodAnswer> accepted(JsonObject payload) {
    return Future.succeededFuture(
        new MethodAnswer(
            200,
            new JsonObject()
                .put("Response", "Firmware update started")
                .put("updateId", payload.getString("updateId"))));
  }

  private void remember(String device, JsonObject payload) {
    asked.computeIfAbsent(device, first -> new CopyOnWriteArrayList<>()).add(payload);
  }

  private static JsonObject payload(DirectMethod method) {
    return method.payload() instanceof JsonObject json ? json : new JsonObject();
  }

  private List<JsonObject> asked(String device) {
    return asked.getOrDefault(device, List.of());
  }

  private void completes(String device) {
    var times = asked(device);
    completed(device, times.get(times.size() - 1).getString("updateId"));
  }

  private void completed(String device, String update) {
    running()
        .hub
        .report(
            device,
            new JsonObject()
                .put("firmwareStatus", "completed")
                .put("firmware", new JsonObject().put("updateId", update).put("version", "2.1.0")));
  }

  private JsonObject desired(String device) {
    return Running.await(running().hub.twin(new io.firmcast.contract.DeviceId(device)))
        .desired()
        .getJsonObject("firmware", new JsonObject());
  }

  private static List<String> distinct(List<JsonObject> payloads) {
    return payloads.stream().map(it -> it.getString("updateId")).distinct().toList();
  }

  private Running.Answer make(String id, JsonObject more) {
    return running().send(HttpMethod.PUT, ALL + "/" + id, definition(id, more));
  }

  private static JsonObject definition(String id, JsonObject more) {
    return new JsonObject()
        .put("id", id)
        .put(
            "firmware",
            new JsonObject().put("fwPackageUri", "https://fw.example/a").put("version", "2.1.0"))
        .put("targets", new JsonObject().put("condition", "deviceId != ''"))
        .mergeIn(more);
  }

  private Running.Answer act(String id, String action, JsonObject body, String... headers) {
    return running().send(HttpMethod.POST, ALL + "/" + id + ":" + action, body, headers);
  }

  private void planned(String id, int devices) {
    await()
        .untilAsserted(
            () -> {
              assertThat(rollout(id).getString("plan")).isNotNull();
              assertThat(executions(id, "")).hasSize(devices);
            });
  }

  private void state(String id, String state) {
    await().untilAsserted(() -> assertThat(rollout(id).getString("state")).isEqualTo(state));
  }

  private void over(String id, String state) {
    state(id, state);
    assertThat(rollout(id).getString("endedAt")).isNotNull();
  }

  private int count(String id, String state) {
    return rollout(id).getJsonObject("counts").getInteger(state, 0);
  }

  private JsonObject rollout(String id) {
    return running().get(ALL + "/" + id).body();
  }

  private List<String> executions(String id, String query) {
    return ids(running().get(ALL + "/" + id + "/devices" + query).body());
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("value").stream()
        .map(row -> ((JsonObject) row).getString("deviceId"))
        .toList();
  }

  private static List<JsonObject> events(Running.Answer log) {
    return log.body().getJsonArray("value").stream()
        .map(line -> ((JsonObject) line).getJsonObject("event"))
        .toList();
  }

  private Running running() {
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }
}
