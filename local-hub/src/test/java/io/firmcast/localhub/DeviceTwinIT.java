// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 C: the twin as a device sees it. */
class DeviceTwinIT {

  private static TestHub hub;
  private static int count;

  private String deviceId;
  private String key;
  private RawDevice device;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.33");
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void connect() {
    deviceId = "dev" + ++count;
    key = hub.device(deviceId);
    device = RawDevice.connect(hub, deviceId, key).subscribe(RawDevice.TWIN_ANSWERS);
  }

  @AfterEach
  void disconnect() {
    device.close();
  }

  @Test
  void T01_get_answers_with_both_sections_their_versions_and_no_tags() {
    patch("{\"tags\":{\"site\":\"a\"},\"properties\":{\"desired\":{\"x\":1}}}");

    var answer = device.getTwin("rid-1");

    assertThat(answer.topic()).isEqualTo("$iothub/twin/res/200/?$rid=rid-1");
    assertThat(answer.json())
        .isEqualTo(
            new JsonObject("{\"desired\":{\"x\":1,\"$version\":2},\"reported\":{\"$version\":1}}"));
  }

  @Test
  void T02_get_works_with_an_empty_body_and_with_one_space() {
    assertThat(device.ask("$iothub/twin/GET/?$rid=a", "", "a").topic()).contains("/200/");
    assertThat(device.ask("$iothub/twin/GET/?$rid=b", " ", "b").topic()).contains("/200/");
  }

  @Test
  void T03_get_before_the_subscription_gets_no_answer_and_no_disconnect() {
    var other = "quiet" + count;
    try (var quiet = RawDevice.connect(hub, other, hub.device(other))) {
      var id = quiet.publish("$iothub/twin/GET/?$rid=1", "");

      await().untilAsserted(() -> assertThat(quiet.acknowledged).contains(id));
      quiet.subscribe(RawDevice.TWIN_ANSWERS);
      quiet.getTwin("2");
      assertThat(quiet.received).hasSize(1);
    }
  }

  @Test
  void T04_a_patch_is_answered_with_204_rid_and_new_version_in_this_order() {
    var answer = device.report("{\"a\":1}", "p1");

    assertThat(answer.topic()).isEqualTo("$iothub/twin/res/204/?$rid=p1&$version=2");
    assertThat(answer.payload().length()).isZero();
  }

  @Test
  void T05_reported_version_is_1_on_a_new_twin_and_2_after_the_first_patch() {
    assertThat(reported("g1").getInteger("$version")).isEqualTo(1);

    device.report("{\"a\":1}", "p1");

    assertThat(reported("g2").getInteger("$version")).isEqualTo(2);
  }

  @Test
  void T06_a_patch_with_a_stale_version_gets_412_and_changes_nothing() {
    var patch = "$iothub/twin/PATCH/properties/reported/?$rid=%s&$version=%d";

    var current = device.ask(patch.formatted("ok", 1), "{\"a\":1}", "ok");
    var stale = device.ask(patch.formatted("stale", 1), "{\"a\":2}", "stale");

    assertThat(current.topic()).contains("/204/");
    assertThat(stale.topic()).contains("/412/");
    assertThat(reported("g").getInteger("a")).isEqualTo(1);
  }

  @Test
  void T06_a_version_that_is_none_gets_400_and_changes_nothing() {
    var patch = "$iothub/twin/PATCH/properties/reported/?$rid=%1$s&$version=%1$s";

    for (var version : List.of("x", "-1", "*", "1.0", "99999999999")) {
      var answer = device.ask(patch.formatted(version), "{\"a\":1}", version);

      assertThat(answer.topic()).startsWith("$iothub/twin/res/400/?$rid=" + version);
      assertThat(answer.json().getString("message"))
          .isEqualTo("The $version in the topic is not a version");
    }
    assertThat(reported("g").containsKey("a")).isFalse();
    assertThat(device.connected()).isTrue();
  }

  @Test
  void T07_null_deletes_with_its_metadata_and_a_nested_merge_keeps_siblings() {
    device.report("{\"a\":1,\"o\":{\"x\":1,\"y\":2}}", "p1");

    device.report("{\"a\":null,\"o\":{\"x\":5}}", "p2");

    var reported = serviceTwin().getJsonObject("properties").getJsonObject("reported");
    assertThat(reported.containsKey("a")).isFalse();
    assertThat(reported.getJsonObject("$metadata").containsKey("a")).isFalse();
    assertThat(reported.getJsonObject("o")).isEqualTo(new JsonObject("{\"x\":5,\"y\":2}"));
  }

  @Test
  void T08_what_breaks_a_rule_gets_400_and_nothing_is_applied() {
    var deep = "{\"a\":".repeat(12) + "1" + "}".repeat(12);
    var bad = new String[] {"{", "[1]", "7", "{\"b.c\":1}", "{\"b$\":1}", "{\"\":1}", deep};
    for (int i = 0; i < bad.length; i++) {
      assertThat(device.report(bad[i], "bad" + i).topic()).as(bad[i]).contains("/res/400/");
    }

    assertThat(reported("g")).isEqualTo(new JsonObject("{\"$version\":1}"));
  }

  @Test
  void T09_an_oversize_section_gets_413_and_nothing_is_applied() {
    var patch = new JsonObject();
    for (int i = 0; i < 9; i++) {
      patch.put("k" + i, "x".repeat(4000));
    }

    var answer = device.report(patch.encode(), "big");

    assertThat(answer.topic()).contains("/res/413/");
    assertThat(reported("g").size()).isEqualTo(1);
  }

  @Test
  void T10_every_error_has_a_json_body() {
    var error = device.report("{", "bad").json();

    assertThat(error.getInteger("errorCode")).isEqualTo(400006);
    assertThat(error.getString("trackingId")).isNotEmpty();
    assertThat(error.getString("timestampUtc")).matches(".*\\.\\d{7}Z");
  }

  @Test
  void T11_T13_a_service_patch_is_notified_with_the_version_a_get_then_shows() {
    device.subscribe(RawDevice.DESIRED);

    patch("{\"properties\":{\"desired\":{\"channel\":\"beta\"}}}");

    var notice = device.awaitMessage("$iothub/twin/PATCH");
    assertThat(notice.topic()).isEqualTo("$iothub/twin/PATCH/properties/desired/?$version=2");
    assertThat(notice.json()).isEqualTo(new JsonObject("{\"channel\":\"beta\",\"$version\":2}"));
    assertThat(notice.qos().value()).isZero();
    assertThat(desired("g").getInteger("$version")).isEqualTo(2);
  }

  @Test
  void T12_a_deletion_is_notified_as_null() {
    patch("{\"properties\":{\"desired\":{\"a\":1,\"b\":2}}}");
    device.subscribe(RawDevice.DESIRED);

    patch("{\"properties\":{\"desired\":{\"a\":null}}}");

    var notice = device.awaitMessage("$iothub/twin/PATCH").json();
    assertThat(notice.containsKey("a")).isTrue();
    assertThat(notice.getValue("a")).isNull();
    assertThat(desired("g").containsKey("a")).isFalse();
  }

  @Test
  void T14_changes_while_offline_are_not_replayed_but_shown_by_get() {
    device.subscribe(RawDevice.DESIRED);
    device.close();
    patch("{\"properties\":{\"desired\":{\"a\":1}}}");

    try (var again = RawDevice.connect(hub, deviceId, key)) {
      var twin = again.getTwin("g").json();

      assertThat(twin.getJsonObject("desired").getInteger("a")).isEqualTo(1);
      assertThat(again.received).hasSize(1);
    }
  }

  @Test
  void T15_T16_no_notice_without_subscription_nor_for_tags_only() {
    patch("{\"properties\":{\"desired\":{\"a\":1}}}");
    device.subscribe(RawDevice.DESIRED);
    patch("{\"tags\":{\"site\":\"b\"}}");
    patch("{\"properties\":{\"desired\":{\"b\":1}}}");

    device.awaitMessage("$iothub/twin/PATCH");

    assertThat(device.received).hasSize(1);
    assertThat(device.received.get(0).json().getInteger("$version")).isEqualTo(3);
  }

  @Test
  void T17_a_replace_sends_the_whole_new_section() {
    patch("{\"properties\":{\"desired\":{\"old\":1,\"kept\":1}}}");
    device.subscribe(RawDevice.DESIRED);

    hub.rest().sendText("PUT", "/twins/" + deviceId, "{\"properties\":{\"desired\":{\"kept\":2}}}");

    assertThat(device.awaitMessage("$iothub/twin/PATCH").json())
        .isEqualTo(new JsonObject("{\"kept\":2,\"$version\":3}"));
  }

  @Test
  void T18_a_report_shows_at_once_and_moves_version_but_not_etag() {
    var before = serviceTwin();

    device.report("{\"a\":1}", "p");

    var after = serviceTwin();
    assertThat(after.getJsonObject("properties").getJsonObject("reported").getInteger("a"))
        .isEqualTo(1);
    assertThat(after.getInteger("version")).isEqualTo(before.getInteger("version") + 1);
    assertThat(after.getString("etag")).isEqualTo(before.getString("etag"));
  }

  @Test
  void notices_of_many_concurrent_patches_come_in_the_order_of_their_versions() {
    device.subscribe(RawDevice.DESIRED);
    var rest = hub.rest();

    IntStream.range(0, 60)
        .parallel()
        .forEach(
            i ->
                rest.sendText(
                    "PATCH",
                    "/twins/" + deviceId,
                    "{\"properties\":{\"desired\":{\"n\":" + i + "}}}"));

    await().atMost(Duration.ofSeconds(10)).until(() -> device.received.size() == 60);
    var versions = device.received.stream().map(m -> m.json().getInteger("$version")).toList();
    assertThat(versions).isSorted().doesNotHaveDuplicates();
    assertThat(versions.get(59)).isEqualTo(61);
  }

  private void patch(String body) {
    assertThat(hub.rest().sendText("PATCH", "/twins/" + deviceId, body).status()).isEqualTo(200);
  }

  private JsonObject serviceTwin() {
    return hub.rest().get("/twins/" + deviceId).json();
  }

  private JsonObject reported(String rid) {
    return device.getTwin(rid).json().getJsonObject("reported");
  }

  private JsonObject desired(String rid) {
    return device.getTwin(rid).json().getJsonObject("desired");
  }
}
