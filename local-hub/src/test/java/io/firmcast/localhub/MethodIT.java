// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 D: direct methods. */
class MethodIT {

  private static TestHub hub;
  private static int count;

  private String deviceId;
  private String key;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.34");
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void register() {
    deviceId = "dev" + ++count;
    key = hub.device(deviceId);
  }

  @Test
  void M02_the_topic_carries_name_and_a_unique_rid_with_qos_0() {
    try (var device = listening().echoMethods()) {
      invoke("first", "1", 0, 5);
      invoke("second", "1", 0, 5);

      var topics = device.received.stream().map(RawDevice.Message::topic).toList();
      assertThat(topics.get(0)).matches("\\$iothub/methods/POST/first/\\?\\$rid=.+");
      assertThat(topics.get(1)).matches("\\$iothub/methods/POST/second/\\?\\$rid=.+");
      assertThat(rid(topics.get(0))).isNotEqualTo(rid(topics.get(1)));
      assertThat(device.received.get(0).qos().value()).isZero();
    }
  }

  @Test
  void M03_any_json_arrives_unchanged_both_ways() {
    try (var device = listening().echoMethods()) {
      for (var payload :
          new String[] {
            "{\"a\":{\"b\":[1,2.5,null]}}", "[1,\"x\"]", "\"text\"", "42", "1.5", "true", "null"
          }) {
        var reply = invoke("echo", payload, 0, 5);

        assertThat(reply.text()).isEqualTo("{\"status\":200,\"payload\":" + payload + "}");
      }
      assertThat(device.received).hasSize(7);
    }
  }

  @Test
  void M04_an_unregistered_device_gives_404001() {
    deviceId = "nobody";

    assertRefused(invoke("m", "1", 0, 5), 404, 404001);
  }

  @Test
  void M05_an_offline_device_gives_404103_at_once() {
    var begin = System.nanoTime();

    assertRefused(invoke("m", "1", 0, 5), 404, 404103);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void M06_a_connected_device_that_has_not_subscribed_gives_404103() {
    try (var device = RawDevice.connect(hub, deviceId, key)) {
      assertRefused(invoke("m", "1", 0, 5), 404, 404103);
      assertThat(device.received).isEmpty();
    }
  }

  @Test
  void M07_a_device_that_connects_within_the_connect_timeout_gets_the_call() {
    var reply = CompletableFuture.supplyAsync(() -> invoke("m", "7", 10, 5));

    try (var device = RawDevice.connect(hub, deviceId, key).echoMethods()) {
      device.subscribe(RawDevice.METHODS);

      assertThat(reply.join().json().getInteger("payload")).isEqualTo(7);
    }
  }

  @Test
  void M07_a_device_that_does_not_come_gives_404103_after_the_connect_timeout() {
    var begin = System.nanoTime();

    assertRefused(invoke("m", "1", 1, 5), 404, 404103);

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(950), Duration.ofSeconds(3));
  }

  @Test
  void M08_M11_no_answer_gives_504101_at_the_response_timeout_and_a_late_one_is_dropped() {
    try (var device = listening()) {
      var begin = System.nanoTime();

      assertRefused(invoke("m", "1", 0, 5), 504, 504101);

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(4900), Duration.ofMillis(6000));
      var late = device.publish(RawDevice.reply(device.received.get(0).topic()), "{}");
      await().untilAsserted(() -> assertThat(device.acknowledged).contains(late));
      assertThat(device.connected()).isTrue();
    }
  }

  @Test
  void M09_timeouts_out_of_bounds_give_400004() {
    assertRefused(invoke("m", "1", 0, 4), 400, 400004);
    assertRefused(invoke("m", "1", 0, 301), 400, 400004);
    assertRefused(invoke("m", "1", 301, 5), 400, 400004);
    assertRefused(invoke("m", "1", -1, 5), 400, 400004);
  }

  @Test
  void M10_an_unknown_module_gives_404010() {
    var reply =
        hub.rest()
            .sendText(
                "POST", "/twins/" + deviceId + "/modules/m/methods", "{\"methodName\":\"x\"}");

    assertRefused(reply, 404, 404010);
  }

  @Test
  void M12_parallel_calls_on_one_device_are_matched_by_rid() {
    try (var device = listening().echoMethods()) {
      var calls =
          IntStream.range(0, 20)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> invoke("m", "" + i, 0, 5)))
              .toList();

      for (int i = 0; i < calls.size(); i++) {
        assertThat(calls.get(i).join().json().getInteger("payload")).isEqualTo(i);
      }
      assertThat(device.received).hasSize(20);
    }
  }

  @Test
  void M13_error_bodies_are_coded_json_in_message_with_an_empty_exception_message() {
    var reply = invoke("m", "1", 0, 5);

    assertThat(reply.json().getString("ExceptionMessage")).isEmpty();
    assertThat(reply.coded().getString("trackingId")).contains("-G:0-TimeStamp:");
    assertThat(reply.coded().getString("message")).isNotEmpty();
  }

  @Test
  void M15_a_device_that_drops_out_mid_call_ends_the_call() {
    var device = listening();
    var reply = CompletableFuture.supplyAsync(() -> invoke("m", "1", 0, 30));
    device.awaitMessage("$iothub/methods/POST");

    device.close();

    assertRefused(reply.join(), 404, 404104);
  }

  @Test
  void calls_beyond_the_bound_in_flight_give_403800() {
    try (var device = listening()) {
      var rest = hub.rest();
      var calls =
          IntStream.range(0, 101)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> invoke(rest, "m", "1", 0, 5)))
              .toList();

      var statuses = calls.stream().map(call -> call.join().status()).toList();

      assertThat(statuses).filteredOn(status -> status == 403).hasSize(1);
      assertThat(statuses).filteredOn(status -> status == 504).hasSize(100);
      assertThat(device.received).hasSize(100);
    }
  }

  @Test
  void a_payload_over_128_KB_gives_413() {
    try (var device = listening()) {
      assertRefused(invoke("m", "\"" + "x".repeat(130 * 1024) + "\"", 0, 5), 413, 413001);
      assertThat(device.received).isEmpty();
    }
  }

  private RawDevice listening() {
    return RawDevice.connect(hub, deviceId, key).subscribe(RawDevice.METHODS);
  }

  private Rest.Reply invoke(String name, String payload, int connect, int response) {
    return invoke(hub.rest(), name, payload, connect, response);
  }

  private Rest.Reply invoke(Rest rest, String name, String payload, int connect, int response) {
    var body =
        "{\"methodName\":\"%s\",\"connectTimeoutInSeconds\":%d,\"responseTimeoutInSeconds\":%d,\"payload\":%s}"
            .formatted(name, connect, response, payload);
    return rest.sendText("POST", "/twins/" + deviceId + "/methods", body);
  }

  private static void assertRefused(Rest.Reply reply, int status, int code) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.coded().getInteger("errorCode")).isEqualTo(code);
  }

  private static String rid(String topic) {
    return topic.substring(topic.indexOf("$rid="));
  }
}
