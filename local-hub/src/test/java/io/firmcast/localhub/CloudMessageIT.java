// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.IotHubMessageResult;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import io.firmcast.localhub.message.CloudMessageRequest;
import io.firmcast.localhub.message.PropertyBag;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages from the cloud to devices. */
class CloudMessageIT {

  private static final String HOST = "127.0.0.43";
  private static final String BOUND = "devices/dev1/messages/devicebound/";

  private Path data;
  private TestHub hub;
  private String key;

  @BeforeEach
  void startHub(@TempDir Path directory) {
    data = directory;
    hub = TestHub.startOn8883(HOST, data);
    key = hub.device("dev1");
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  @Test
  void X04_a_message_waits_for_an_offline_device_and_is_removed_by_its_puback() {
    send("hello");
    assertThat(count()).isEqualTo(1);

    var device = connect().subscribe(BOUND + "#");
    var message = device.awaitMessage(BOUND);

    assertThat(message.payload().toString()).isEqualTo("hello");
    assertThat(message.qos()).isEqualTo(MqttQoS.AT_LEAST_ONCE);
    await().untilAsserted(() -> assertThat(count()).isZero());
    device.close();
    try (var again = connect().subscribe(RawDevice.TWIN_ANSWERS)) {
      again.getTwin("behind any message");
      assertThat(again.received).hasSize(1);
    }
  }

  @Test
  void X04_unacknowledged_it_is_sent_again_at_the_next_connection() {
    send("stubborn");
    var first = RawDevice.deaf(hub, "dev1", key).subscribe(BOUND + "#");
    first.awaitMessage(BOUND);
    assertThat(count()).isEqualTo(1);
    first.close();

    try (var second = connect()) {
      assertThat(second.awaitMessage(BOUND).payload().toString()).isEqualTo("stubborn");
      await().untilAsserted(() -> assertThat(count()).isZero());
    }
  }

  @Test
  void X04_messages_survive_a_restart() {
    send("durable");
    hub.close();
    hub = TestHub.startOn8883(HOST, data);
    assertThat(count()).isEqualTo(1);

    try (var device = connect().subscribe(BOUND + "#")) {
      assertThat(device.awaitMessage(BOUND).payload().toString()).isEqualTo("durable");
    }
  }

  @Test
  void X04_many_large_messages_arrive_in_order() {
    for (int i = 0; i < 50; i++) {
      send(i + "-" + "x".repeat(40_000));
    }
    assertThatThrownBy(() -> send("one too many")).hasStackTraceContaining("Fifty messages");

    try (var device = connect().subscribe(BOUND + "#")) {
      await().until(() -> device.received.size() == 50);
      assertThat(device.received)
          .extracting(m -> m.payload().toString().split("-", 2)[0])
          .isEqualTo(IntStream.range(0, 50).mapToObj(String::valueOf).toList());
    }
  }

  @Test
  void deleting_the_device_or_purging_drops_what_waits() {
    send("1");
    send("2");

    var purged = hub.rest().send("DELETE", "/devices/dev1/commands", null);

    assertThat(purged.json().getInteger("totalMessagesPurged")).isEqualTo(2);
    assertThat(count()).isZero();
    send("3");
    hub.rest().send("DELETE", "/devices/dev1", null, "If-Match", "*");
    key = hub.device("dev1");
    assertThat(count()).isZero();
    assertThatThrownBy(() -> TestHub.await(hub.hub.sendToDevice("nobody", text("x"))))
        .hasStackTraceContaining("not registered");
  }

  @Test
  void X04_a_message_can_be_sent_through_the_admin_endpoint() {
    var path = "/admin/devices/dev1/messages";
    var message = new JsonObject().put("body", "from admin").put("messageId", "m1");
    var json = "application/json";

    var sent = hub.rest().send("POST", path, message, "Content-Type", json);

    assertThat(sent.status()).isEqualTo(202);
    try (var device = connect().subscribe(BOUND + "#")) {
      var arrived = device.awaitMessage(BOUND);
      assertThat(arrived.payload().toString()).isEqualTo("from admin");
      assertThat(arrived.topic())
          .isEqualTo(BOUND + "%24.to=%2Fdevices%2Fdev1%2Fmessages%2FdeviceBound&%24.mid=m1");
    }
    var unknown = path.replace("dev1", "nobody");
    assertThat(hub.rest().send("POST", unknown, message, "Content-Type", json).status())
        .isEqualTo(404);
    assertThat(hub.rest().sendText("POST", path, "[", "Content-Type", json).status())
        .isEqualTo(400);
    assertThat(
            hub.rest()
                .send("POST", path, new JsonObject().put("bodi", 1), "Content-Type", json)
                .status())
        .isEqualTo(400);
  }

  @Test
  void X05_a_key_without_value_never_reaches_the_java_client_java_sdk() throws Exception {
    var seen = new CopyOnWriteArrayList<Message>();
    var device = JavaDevice.client(hub, "dev1");
    var states = new CopyOnWriteArrayList<IotHubConnectionStatus>();
    device.setConnectionStatusChangeCallback(change -> states.add(change.getNewStatus()), null);
    device.setMessageCallback(
        (message, context) -> {
          seen.add(message);
          return IotHubMessageResult.COMPLETE;
        },
        null);
    device.open(false);
    var entries = new LinkedHashMap<String, @Nullable String>();
    entries.put("$.mid", "m 1");
    entries.put("$.ct", "text/plain;charset=utf-8");
    entries.put("alone", null);
    entries.put("empty", "");
    entries.put("odd /#+&=%$", "ü + ü");

    TestHub.await(
        hub.hub.sendToDevice(
            "dev1",
            new CloudMessageRequest(
                new PropertyBag(entries), Buffer.buffer("body"), Duration.ofMinutes(1))));
    send("plain");

    await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() == 2);
    assertThat(seen.get(0).getMessageId()).isEqualTo("m 1");
    assertThat(seen.get(0).getContentType()).isEqualTo("text/plain;charset=utf-8");
    assertThat(seen.get(0).getProperty("odd /#+&=%$")).isEqualTo("ü + ü");
    assertThat(seen.get(0).getBytes()).isEqualTo("body".getBytes(UTF_8));
    assertThat(seen.get(1).getProperties()).isEmpty();
    await().untilAsserted(() -> assertThat(count()).isZero());
    assertThat(states).doesNotContain(IotHubConnectionStatus.DISCONNECTED_RETRYING);
    device.close();
  }

  @Test
  void X04_a_message_waits_for_an_offline_java_device_java_sdk() throws Exception {
    send("while you were out");
    var seen = new CopyOnWriteArrayList<String>();
    var device = JavaDevice.client(hub, "dev1");
    device.setMessageCallback(
        (message, context) -> {
          seen.add(new String(message.getBytes(), UTF_8));
          return IotHubMessageResult.COMPLETE;
        },
        null);

    device.open(false);

    await().atMost(Duration.ofSeconds(20)).until(() -> seen.equals(List.of("while you were out")));
    await().untilAsserted(() -> assertThat(count()).isZero());
    device.close();
  }

  private RawDevice connect() {
    return RawDevice.connect(hub, "dev1", key);
  }

  private void send(String body) {
    TestHub.await(hub.hub.sendToDevice("dev1", text(body)));
  }

  private static CloudMessageRequest text(String body) {
    return CloudMessageRequest.text(body);
  }

  private int count() {
    var twin = hub.rest().get("/twins/dev1").json().getInteger("cloudToDeviceMessageCount");
    var device = hub.rest().get("/devices/dev1").json().getInteger("cloudToDeviceMessageCount");
    assertThat(twin).isEqualTo(device);
    return twin;
  }
}
