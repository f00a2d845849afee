// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.Message;
import io.firmcast.localhub.RawDevice.Connect;
import io.firmcast.localhub.message.DeviceMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnectBuilder;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What devices tell the cloud: messages, their flags and wills. */
class DeviceMessageIT {

  private static TestHub hub;
  private static int count;

  private String deviceId;
  private String key;

  @BeforeAll
  static void startHub() {
    hub = TestHub.startOn8883("127.0.0.41", null);
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
  void X01_the_java_sdks_message_arrives_with_its_properties_java_sdk() throws Exception {
    var device = JavaDevice.client(hub, deviceId);
    device.open(false);
    var message = new Message("{\"temperature\":21}".getBytes(StandardCharsets.UTF_8));
    message.setMessageId("m 1");
    message.setContentType("application/json;charset=utf-8");
    message.setProperty("alarm & level", "high=1");

    device.sendEvent(message);
    device.close();

    var arrived = theOnly();
    assertThat(arrived.properties().application()).containsEntry("alarm & level", "high=1");
    assertThat(arrived.properties().get("$.mid")).isEqualTo("m 1");
    assertThat(arrived.toJson().getJsonObject("Body").getInteger("temperature")).isEqualTo(21);
    assertThat(arrived.toJson().getJsonObject("SystemProperties").getString("connectionDeviceId"))
        .isEqualTo(deviceId);
  }

  @Test
  void X01_the_bags_of_java_and_node_are_the_same_message() {
    try (var device = RawDevice.connect(hub, deviceId, key)) {
      device.publish(events("$.mid=1&$.ct=text%2Fplain&a=b"), "x");
      device.publish(events("%24.mid=1&%24.ct=text%2Fplain&a=b"), "x");

      await().until(() -> messages().size() == 2);
    }

    assertThat(messages().get(0).properties()).isEqualTo(messages().get(1).properties());
  }

  @Test
  void X02_a_will_is_delivered_when_the_socket_closes_without_disconnect() throws Exception {
    connectWith(this::will).close();

    await().until(() -> messages().size() == 1);
    assertThat(theOnly().properties().application())
        .containsEntry("iothub-MessageType", "Will")
        .containsEntry("last", "words");
    assertThat(theOnly().body().toString()).isEqualTo("farewell");
  }

  @Test
  void X02_a_will_is_delivered_when_another_connection_takes_over() throws Exception {
    try (var first = connectWith(this::will);
        var second = RawDevice.connect(hub, deviceId, key)) {
      await().until(() -> messages().size() == 1);

      assertThat(first.read()).isEqualTo(-1);
      assertThat(second.connected()).isTrue();
    }
  }

  @Test
  void X02_a_will_is_discarded_by_disconnect() throws Exception {
    try (var socket = connectWith(this::will)) {
      socket.send(Packets.disconnect());
      assertThat(socket.read()).isEqualTo(-1);
    }

    try (var again = RawDevice.connect(hub, deviceId, key)) {
      again.publish(events(""), "after");
      await().until(() -> messages().size() == 1);
    }
    assertThat(theOnly().body().toString()).isEqualTo("after");
  }

  @Test
  void X02_a_will_with_qos_2_or_for_another_topic_is_refused() throws Exception {
    assertThat(connack(connect -> will(connect).willQoS(MqttQoS.EXACTLY_ONCE))).isEqualTo(5);
    assertThat(connack(connect -> will(connect).willTopic("devices/x/messages/events/")))
        .isEqualTo(5);
    assertThat(connack(connect -> will(connect).willTopic("$iothub/twin/GET/?$rid=1")))
        .isEqualTo(5);
    assertThat(connack(this::will)).isZero();
  }

  @Test
  void X03_retain_and_dup_become_properties_and_nothing_is_retained() {
    try (var device = RawDevice.connect(hub, deviceId, key)) {
      device.publish(events("a=b"), "kept?", true, true);
      await().until(() -> messages().size() == 1);
    }

    assertThat(theOnly().properties().application())
        .containsEntry("mqtt-retain", "true")
        .containsEntry("mqtt-dup", "true")
        .containsEntry("a", "b");
    try (var again = RawDevice.connect(hub, deviceId, key)) {
      again.subscribe(RawDevice.TWIN_ANSWERS, "devices/" + deviceId + "/messages/devicebound/#");
      again.getTwin("after");
      assertThat(again.received).hasSize(1);
    }
  }

  private int connack(UnaryOperator<ConnectBuilder> more) throws IOException {
    var packet = Packets.connect(Connect.of(hub, deviceId, key), more);
    try (var socket = RawTls.open(hub).send(packet)) {
      return socket.read(4)[3];
    }
  }

  private RawTls connectWith(UnaryOperator<ConnectBuilder> more) throws IOException {
    var packet = Packets.connect(Connect.of(hub, deviceId, key), more);
    var socket = RawTls.open(hub).send(packet);
    assertThat(socket.read(4)).containsExactly(0x20, 2, 0, 0);
    return socket;
  }

  private ConnectBuilder will(ConnectBuilder connect) {
    return connect
        .willFlag(true)
        .willQoS(MqttQoS.AT_LEAST_ONCE)
        .willTopic(events("last=words"))
        .willMessage("farewell".getBytes(StandardCharsets.UTF_8));
  }

  private String events(String bag) {
    return "devices/" + deviceId + "/messages/events/" + bag;
  }

  private DeviceMessage theOnly() {
    assertThat(messages()).hasSize(1);
    return messages().get(0);
  }

  private List<DeviceMessage> messages() {
    return hub.hub.messages().after(0).stream()
        .filter(message -> message.deviceId().equals(deviceId))
        .toList();
  }
}
