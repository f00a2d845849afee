// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import io.firmcast.localhub.RawDevice.Connect;
import io.firmcast.localhub.tier.Operation;
import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 A and G on the device side: rates, capacity and what a device sees of them. */
class DeviceThrottleIT {

  private static final TierSettings S1 = TierSettings.of(Tier.S1);
  // No request waits, and none of the burst comes back while a test runs.
  private static final TierSettings STRICT = S1.withPatience(Duration.ZERO).withSpeed(0.001);
  private static TestHub hub;
  private static int count;

  private final List<DeviceClient> clients = new ArrayList<>();
  private String deviceId;
  private String key;

  @BeforeAll
  static void startHub() {
    hub = TestHub.startOn8883("127.0.0.53", null);
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

  @AfterEach
  void reset() {
    clients.forEach(DeviceClient::close);
    hub.hub.throttles().change(TierSettings.UNLIMITED);
  }

  @Test
  void L03_a_twin_get_above_the_rate_is_answered_429_with_a_coded_body() {
    try (var device = connected()) {
      hub.hub.throttles().change(STRICT);
      use(Operation.TWIN_READ, 100);

      var answer = device.getTwin("late");

      assertThat(answer.topic()).isEqualTo("$iothub/twin/res/429/?$rid=late");
      assertThat(answer.json().getInteger("errorCode")).isEqualTo(429001);
    }
  }

  @Test
  void L03_a_reported_patch_above_the_rate_is_answered_429_and_not_applied() {
    try (var device = connected()) {
      hub.hub.throttles().change(STRICT);
      use(Operation.TWIN_UPDATE, 50);

      var answer = device.report("{\"a\":1}", "late");

      assertThat(answer.topic()).startsWith("$iothub/twin/res/429/");
      hub.hub.throttles().change(TierSettings.UNLIMITED);
      assertThat(device.getTwin("r").json().getJsonObject("reported").containsKey("a")).isFalse();
    }
  }

  @Test
  void L03_twin_requests_within_the_patience_are_answered_in_turn_and_in_order() {
    try (var device = connected()) {
      hub.hub.throttles().change(S1.withSpeed(10));
      use(Operation.TWIN_UPDATE, 50);

      for (int i = 0; i < 30; i++) {
        device.publish("$iothub/twin/PATCH/properties/reported/?$rid=r" + i, "{\"n\":" + i + "}");
      }

      await().until(() -> device.received.size() == 30);
      var rids = device.received.stream().map(m -> m.topic().replaceAll(".*rid=(\\w+)&.*", "$1"));
      assertThat(rids).isEqualTo(IntStream.range(0, 30).mapToObj(i -> "r" + i).toList());
    }
  }

  @Test
  void L03_java_sdk_sees_throttled_at_once() throws Exception {
    var device = open(deviceId);
    device.subscribeToDesiredProperties((twin, context) -> {}, null);
    hub.hub.throttles().change(STRICT);
    use(Operation.TWIN_READ, 100);

    assertThatThrownBy(device::getTwin)
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            refused -> assertThat(refused.getStatusCode()).isEqualTo(IotHubStatusCode.THROTTLED));
  }

  @Test
  void L04_a_connect_above_the_rate_gets_connack_3() {
    hub.hub.throttles().change(STRICT);
    use(Operation.CONNECT, 100);

    assertThat(RawDevice.connackOf(hub, Connect.of(hub, deviceId, key))).isEqualTo(3);
  }

  @Test
  void L04_a_connect_within_the_patience_waits_for_its_connack() {
    hub.hub.throttles().change(S1.withSpeed(10));
    use(Operation.CONNECT, 200);

    assertThat(RawDevice.connackOf(hub, Connect.of(hub, deviceId, key))).isZero();
  }

  @Test
  void L04_a_message_above_the_rate_is_acknowledged_late_and_then_ends_the_connection() {
    var device = connected();
    var topic = "devices/" + deviceId + "/messages/events/";
    hub.hub.throttles().change(S1.withSpeed(10));
    use(Operation.D2C, 150);

    var late = device.publish(topic, "late");
    await().until(() -> device.acknowledged.contains(late));
    hub.hub.throttles().change(STRICT);
    use(Operation.D2C, 100);
    device.publishInVain(topic, "too much");

    device.awaitClosed();
  }

  @Test
  void L04_messages_above_the_rate_arrive_in_the_order_in_which_they_were_sent() {
    try (var device = connected()) {
      var topic = "devices/" + deviceId + "/messages/events/";
      hub.hub.throttles().change(S1.withSpeed(10));
      use(Operation.D2C, 110);

      for (int i = 0; i < 300; i++) {
        device.publish(topic, "" + i);
      }

      await().until(() -> bodies().size() == 300);
      assertThat(bodies()).isEqualTo(IntStream.range(0, 300).mapToObj(i -> "" + i).toList());
    }
  }

  @Test
  void the_basic_tier_closes_the_connection_of_a_device_that_asks_for_its_twin() {
    var device = connected();
    hub.hub.throttles().change(TierSettings.of(Tier.B1));

    device.publishInVain("$iothub/twin/GET/?$rid=r", "");

    device.awaitClosed();
  }

  @Test
  void C15_a_full_hub_gives_connack_3_after_tls_and_java_sdk_comes_back_when_there_is_room()
      throws Exception {
    try (var small =
        TestHub.start(
            new LocalHubSettings("127.0.0.54", 8883, 0, null)
                .withBehaviour(HubBehaviour.FAST.withMaxConnections(1)))) {
      small.device("java");
      var other = RawDevice.Connect.of(small, "other", small.device("other"));
      var states = new ConcurrentHashMap<String, IotHubConnectionStatus>();
      var java = JavaDevice.client(small, "java");
      java.setConnectionStatusChangeCallback(
          change -> states.put("java", change.getNewStatus()), null);
      java.open(false);
      assertThat(RawDevice.connackOf(small, other)).isEqualTo(3);

      // The one place is taken while the Java client is away for a moment.
      small.hub.faults().put("out", FaultRules.refuseConnect("java"));
      small.hub.faults().put("cut", FaultRules.killSoon("java"));
      await().until(() -> states.get("java") == IotHubConnectionStatus.DISCONNECTED_RETRYING);
      var device = await().until(() -> attempt(small, other), d -> d != null);
      small.hub.faults().clear();
      assertThat(RawDevice.connackOf(small, Connect.of(small, "third", small.device("third"))))
          .isEqualTo(3);
      device.close();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> states.get("java") == IotHubConnectionStatus.CONNECTED);
      java.close();
    }
  }

  @Test
  void C15a_java_sdk_clients_twice_the_accept_limit_all_recover_from_a_reconnect_storm()
      throws Exception {
    var states = new ConcurrentHashMap<String, IotHubConnectionStatus>();
    var dropped = new ConcurrentHashMap<String, Boolean>();
    for (int i = 0; i < 10; i++) {
      var id = "storm" + i;
      hub.device(id);
      var client = JavaDevice.client(hub, id);
      client.setConnectionStatusChangeCallback(
          change -> {
            states.put(id, change.getNewStatus());
            if (change.getNewStatus() != IotHubConnectionStatus.CONNECTED) {
              dropped.put(id, true);
            }
          },
          null);
      clients.add(client);
      client.open(false);
    }
    // Five at once and five a second, nobody waits in a queue.
    hub.hub.throttles().change(S1.withPatience(Duration.ZERO).withSpeed(0.05));
    use(Operation.CONNECT, 95);

    hub.hub.faults().put("storm", FaultRules.killSoon("storm*"));
    await().until(() -> dropped.size() == 10);
    hub.hub.faults().clear();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> states.values().stream().allMatch(s -> s == IotHubConnectionStatus.CONNECTED));
    assertThat(states).hasSize(10);
  }

  @Test
  void C23_a_socket_without_connect_is_closed_when_its_time_is_up() throws Exception {
    try (var quick =
            TestHub.start(
                new LocalHubSettings("127.0.0.55", 0, 0, null)
                    .withBehaviour(HubBehaviour.FAST.withToConnect(Duration.ofSeconds(1))));
        var socket = RawTls.open(quick)) {
      assertThat(socket.read()).isEqualTo(-1);
    }
    assertThat(HubBehaviour.FAST.toConnect()).isEqualTo(Duration.ofSeconds(60));
  }

  private static @Nullable RawDevice attempt(TestHub hub, Connect connect) {
    return RawDevice.connackOf(hub, connect) == 0 ? RawDevice.connect(hub, connect) : null;
  }

  /** Takes what is there of a rate, as other clients would. */
  private static void use(Operation operation, int times) {
    for (int i = 0; i < times; i++) {
      var taken = hub.hub.throttles().admit(operation);
      assertThat(taken.failed()).isFalse();
    }
  }

  private List<String> bodies() {
    return hub.hub.messages().after(0).stream()
        .filter(message -> message.deviceId().equals(deviceId))
        .map(message -> message.body().toString())
        .toList();
  }

  private RawDevice connected() {
    var device = RawDevice.connect(hub, deviceId, key);
    return device.subscribe(RawDevice.TWIN_ANSWERS, RawDevice.DESIRED);
  }

  private DeviceClient open(String id) throws Exception {
    var client = JavaDevice.client(hub, id);
    clients.add(client);
    client.open(false);
    return client;
  }
}
