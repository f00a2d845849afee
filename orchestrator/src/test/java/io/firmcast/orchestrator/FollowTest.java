// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowTest {
  private static final Pace ONLY_EVENTS = Pace.defaults().withReconcilePeriod(Duration.ofHours(1));

  @TempDir private Path data = Path.of("");
  private @Nullable Running running;

  @AfterEach
  void close() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void events_move_an_update_to_its_end() {
    var orchestrator = start(ONLY_EVENTS);
    ask(orchestrator, "sim-3", "u-1", null);

    publish(orchestrator, "sim-3", "u-1", FirmwareStatus.DOWNLOADING, 7);
    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("DOWNLOADING"));
    publish(orchestrator, "sim-3", "u-1", FirmwareStatus.APPLYING, 8);
    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("APPLYING"));
    publish(orchestrator, "sim-3", "u-1", FirmwareStatus.COMPLETED, 9);

    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("SUCCEEDED"));
  }

  @Test
  void events_that_come_at_once_are_all_counted() {
    var orchestrator = start(ONLY_EVENTS);
    ask(orchestrator, "sim-3", "u-1", null);

    publish(orchestrator, "sim-3", "u-1", FirmwareStatus.DOWNLOADING, 4);
    publish(orchestrator, "sim-3", "u-1", FirmwareStatus.APPLYING, 4);
    publish(orchestrator, "sim-3", "u-1", FirmwareStatus.COMPLETED, 4);

    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("SUCCEEDED"));
  }

  @Test
  void a_device_changes_its_own_update_only_and_what_is_over_stays_over() {
    var orchestrator = start(ONLY_EVENTS);
    ask(orchestrator, "sim-3", "u-1", null);
    ask(orchestrator, "sim-4", "u-2", null);

    publish(orchestrator, "sim-4", "u-1", FirmwareStatus.FAILED, 5);
    publish(orchestrator, "sim-4", "u-2", FirmwareStatus.FAILED, 5);
    await().untilAsserted(() -> assertThat(orchestrator.state("u-2")).isEqualTo("FAILED"));
    publish(orchestrator, "sim-4", "u-2", FirmwareStatus.COMPLETED, 6);
    publish(orchestrator, "sim-3", "u-1", FirmwareStatus.DOWNLOADING, 5);

    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("DOWNLOADING"));
    assertThat(orchestrator.state("u-2")).isEqualTo("FAILED");
  }

  @Test
  void without_any_event_the_twin_is_read_until_the_version_is_proven() {
    var orchestrator = start(Running.QUICK);
    ask(orchestrator, "sim-3", "u-1", "2.1.0");

    orchestrator.hub.report(
        "sim-3", reported("completed", "u-1").put("firmware", firmware("u-1", "2.0.0")));
    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("CONFIRMING"));
    orchestrator.hub.report("sim-3", new JsonObject().put("firmware", firmware("u-1", "2.1.0")));

    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("SUCCEEDED"));
  }

  @Test
  void an_unknown_update_is_settled_by_the_twin() {
    var orchestrator = start(Running.QUICK);
    orchestrator.hub.answerMethods(
        (device, method) ->
            Future.failedFuture(new HubException(Reason.DEVICE_TIMEOUT, "no answer")));
    assertThat(request(orchestrator, "sim-3", "u-1", null)).isEqualTo(504);
    orchestrator.hub.report("sim-3", new JsonObject().put("firmwareStatus", "standBy"));
    var reads = orchestrator.hub.reads();
    await().until(() -> orchestrator.hub.reads() > reads + 2);
    assertThat(orchestrator.state("u-1")).isEqualTo("UNKNOWN");

    orchestrator.hub.report("sim-3", reported("downloading", "u-1"));

    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("DOWNLOADING"));
  }

  @Test
  void an_unknown_update_that_never_shows_times_out_but_not_while_the_hub_is_away() {
    var orchestrator = start(Running.QUICK);
    orchestrator.hub.report("sim-3", new JsonObject().put("firmwareStatus", "standBy"));
    orchestrator.hub.fail(new HubException(Reason.UNAVAILABLE, "gone"));
    assertThat(request(orchestrator, "sim-3", "u-1", null)).isEqualTo(503);

    orchestrator.clock.advance(Duration.ofHours(9));
    var reads = orchestrator.hub.reads();
    await().until(() -> orchestrator.hub.reads() > reads + 2);
    assertThat(orchestrator.state("u-1")).isEqualTo("UNKNOWN");
    orchestrator.hub.fail(null);

    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("TIMED_OUT"));
  }

  @Test
  void a_device_that_reports_nonsense_leaves_the_others_unaffected() {
    var orchestrator = start(Running.QUICK);
    orchestrator.hub.report(
        "sim-0",
        new JsonObject().put("firmware", new JsonArray().add("<script>")).put("logTime", 7));
    ask(orchestrator, "sim-0", "u-0", null);
    ask(orchestrator, "sim-1", "u-1", null);

    orchestrator.hub.report("sim-1", reported("completed", "u-1"));

    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("SUCCEEDED"));
    assertThat(orchestrator.state("u-0")).isEqualTo("ACCEPTED");
  }

  @Test
  void a_device_that_was_deleted_times_out() {
    var orchestrator = start(Running.QUICK);
    ask(orchestrator, "sim-3", "u-1", null);

    orchestrator.clock.advance(Duration.ofHours(2));

    await().untilAsserted(() -> assertThat(orchestrator.state("u-1")).isEqualTo("TIMED_OUT"));
  }

  @Test
  void many_updates_are_read_batch_by_batch() {
    var orchestrator = start(Running.QUICK);
    IntStream.range(0, 20)
        .forEach(
            i -> {
              ask(orchestrator, "sim-" + i, "u-" + i, null);
              orchestrator.hub.report("sim-" + i, reported("completed", "u-" + i));
            });

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(orchestrator.get("/api/v1/updates").body().getJsonArray("value"))
                    .hasSize(20)
                    .allMatch(
                        update -> "SUCCEEDED".equals(((JsonObject) update).getString("state"))));
  }

  @Test
  void the_list_filters_by_device_and_its_links_lead_to_the_end() {
    var orchestrator = start(ONLY_EVENTS);
    for (int i = 0; i < 5; i++) {
      orchestrator.clock.advance(Duration.ofSeconds(1));
      ask(orchestrator, i == 2 ? "other" : "sim#3".replace("#", "%23"), "u-" + i, null);
    }

    var first = orchestrator.get("/api/v1/updates?device=sim%233&pageSize=3").body();
    var second = orchestrator.get(first.getString("nextLink")).body();

    assertThat(ids(first)).containsExactly("u-4", "u-3", "u-1");
    assertThat(ids(second)).containsExactly("u-0");
    assertThat(second.containsKey("nextLink")).isFalse();
  }

  private Running start(Pace pace) {
    var started = new Running(data, pace);
    started.devicesAccept();
    running = started;
    return started;
  }

  private static void ask(
      Running orchestrator, String device, String id, @Nullable String version) {
    assertThat(request(orchestrator, device, id, version)).isEqualTo(202);
  }

  private static int request(
      Running orchestrator, String device, String id, @Nullable String version) {
    var body = new JsonObject().put("fwPackageUri", "test.com").put("updateId", id);
    return orchestrator.ask(device, version == null ? body : body.put("version", version)).status();
  }

  private static void publish(
      Running orchestrator, String device, String id, FirmwareStatus status, long version) {
    var change =
        new StatusChanged(
            new DeviceId(device),
            status,
            orchestrator.clock.instant(),
            version,
            new UpdateId(id),
            null,
            null);
    StatusChanged.TOPIC.publish(orchestrator.vertx, change);
  }

  private static JsonObject reported(String status, String id) {
    return new JsonObject().put("firmwareStatus", status).put("firmware", firmware(id, null));
  }

  private static JsonObject firmware(String id, @Nullable String version) {
    return new JsonObject().put("updateId", id).put("version", version);
  }

  private static java.util.List<String> ids(JsonObject page) {
    return page.getJsonArray("value").stream()
        .map(update -> ((JsonObject) update).getString("updateId"))
        .toList();
  }
}
