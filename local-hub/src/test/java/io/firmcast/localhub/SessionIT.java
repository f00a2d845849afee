// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.localhub.RawDevice.Connect;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 B: sessions that outlive a connection, and what a device may publish. */
class SessionIT {

  private static TestHub hub;
  private static int count;

  private String deviceId;
  private String key;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.32");
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
  void S01_methods_reach_a_device_that_reconnects_without_subscribing() {
    connect().subscribe(RawDevice.METHODS).close();

    try (var again = connect().echoMethods()) {
      var reply = invoke("\"hello\"");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().getString("payload")).isEqualTo("hello");
      assertThat(again.sessionPresent()).isTrue();
    }
  }

  @Test
  void S02_desired_patches_reach_a_device_that_reconnects_without_subscribing() {
    connect().subscribe(RawDevice.DESIRED).close();

    try (var again = connect()) {
      patchDesired("{\"a\":1}");

      assertThat(again.awaitMessage("$iothub/twin/PATCH").json().getInteger("a")).isEqualTo(1);
    }
  }

  @Test
  void S03_session_present_tells_whether_a_session_was_kept() {
    var first = connect();
    first.close();
    var second = connect();
    second.close();
    var clean = RawDevice.connect(hub, Connect.of(hub, deviceId, key).withClean(true));
    clean.close();
    var afterClean = connect();
    afterClean.close();

    assertThat(first.sessionPresent()).isFalse();
    assertThat(second.sessionPresent()).isTrue();
    assertThat(clean.sessionPresent()).isFalse();
    assertThat(afterClean.sessionPresent()).isFalse();
  }

  @Test
  void S04_a_clean_session_discards_the_stored_subscriptions() {
    connect().subscribe(RawDevice.METHODS).close();
    RawDevice.connect(hub, Connect.of(hub, deviceId, key).withClean(true)).close();

    try (var again = connect()) {
      assertThat(invoke("1").coded().getInteger("errorCode")).isEqualTo(404103);
      assertThat(again.received).isEmpty();
    }
  }

  @Test
  void S06_granted_qos_is_the_requested_one_but_at_most_1() {
    try (var device = connect()) {
      assertThat(device.subscribe(RawDevice.METHODS, 0)).isZero();
      assertThat(device.subscribe(RawDevice.DESIRED, 1)).isEqualTo(1);
      assertThat(device.subscribe(RawDevice.TWIN_ANSWERS, 2)).isEqualTo(1);
      assertThat(device.subscribe("something/else/#", 1)).isEqualTo(1);
    }
  }

  @Test
  void S07_unsubscribe_stops_delivery_and_is_remembered() {
    var device = connect().subscribe(RawDevice.METHODS);

    device.unsubscribe(RawDevice.METHODS);

    assertThat(invoke("1").coded().getInteger("errorCode")).isEqualTo(404103);
    device.close();
    try (var again = connect()) {
      assertThat(again.sessionPresent()).isTrue();
      assertThat(invoke("1").coded().getInteger("errorCode")).isEqualTo(404103);
    }
  }

  @Test
  void S08_every_qos_1_publish_gets_its_puback() {
    try (var device = connect().subscribe(RawDevice.TWIN_ANSWERS)) {
      var ids =
          List.of(
              device.publish("$iothub/twin/GET/?$rid=1", ""),
              device.publish("$iothub/twin/PATCH/properties/reported/?$rid=2", "{\"a\":1}"),
              device.publish("$iothub/twin/PATCH/properties/reported/?$rid=3", "not json"),
              device.publish("$iothub/methods/res/200/?$rid=77", "{}"),
              device.publish("devices/" + deviceId + "/messages/events/a=b", "hello"));

      await().untilAsserted(() -> assertThat(device.acknowledged).containsAll(ids));
    }
  }

  @Test
  void S08_a_qos_2_publish_closes() {
    var device = connect();

    device.publish("devices/" + deviceId + "/messages/events/", "hello", MqttQoS.EXACTLY_ONCE);

    device.awaitClosed();
  }

  @Test
  void S09_the_same_patch_again_changes_nothing_but_the_version() {
    try (var device = connect().subscribe(RawDevice.TWIN_ANSWERS)) {
      device.report("{\"a\":1}", "r1");
      device.publish("$iothub/twin/PATCH/properties/reported/?$rid=r1", "{\"a\":1}");

      await()
          .untilAsserted(
              () -> {
                var reported = reported(device, "get" + device.received.size());
                assertThat(reported.getInteger("$version")).isEqualTo(3);
                assertThat(reported.getInteger("a")).isEqualTo(1);
              });
    }
  }

  @Test
  void S10_an_unsupported_topic_closes() {
    for (var topic :
        new String[] {
          "some/topic",
          "$iothub/twin/GET/",
          "$iothub/twin/PATCH/properties/desired/?$rid=1",
          "$iothub/methods/res/abc/?$rid=1"
        }) {
      var device = connect();

      device.publish(topic, "x");

      device.awaitClosed();
    }
  }

  @Test
  void S10_another_devices_topic_closes() {
    var device = connect();

    device.publish("devices/" + deviceId + "0/messages/events/", "x");

    device.awaitClosed();
  }

  @Test
  void a_message_larger_than_256_KB_closes() {
    var device = connect();

    device.publishInVain("devices/" + deviceId + "/messages/events/", "x".repeat(256 * 1024));

    device.awaitClosed();
  }

  private RawDevice connect() {
    return RawDevice.connect(hub, deviceId, key);
  }

  private static JsonObject reported(RawDevice device, String rid) {
    return device.getTwin(rid).json().getJsonObject("reported");
  }

  private Rest.Reply invoke(String payload) {
    var body = "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":5,\"payload\":" + payload + "}";
    return hub.rest().sendText("POST", "/twins/" + deviceId + "/methods", body);
  }

  private void patchDesired(String desired) {
    var body = "{\"properties\":{\"desired\":" + desired + "}}";
    assertThat(hub.rest().sendText("PATCH", "/twins/" + deviceId, body).status()).isEqualTo(200);
  }
}
