// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import io.firmcast.localhub.RawDevice.Connect;
import io.firmcast.localhub.fault.FaultRule;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each fault does on the wire, and section 1.8: what devices ask for by a message. */
class FaultIT {

  private static TestHub hub;
  private static int count;

  private String deviceId;
  private String key;

  @BeforeAll
  static void startHub() {
    hub = TestHub.startOn8883("127.0.0.56", null);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void register() {
    deviceId = "fault" + ++count;
    key = hub.device(deviceId);
  }

  @AfterEach
  void reset() {
    hub.hub.faults().clear();
  }

  @Test
  void a_dropped_method_answer_is_504101_although_java_sdk_has_executed_it() throws Exception {
    rule("drop-method-answer");
    var executed = new AtomicInteger();
    var device = JavaDevice.client(hub, deviceId);
    device.open(false);
    device.subscribeToMethods(
        (name, payload, context) ->
            new DirectMethodResponse(200, "done " + executed.incrementAndGet()),
        null);

    var reply = invoke();

    assertThat(reply.status()).isEqualTo(504);
    assertThat(reply.coded().getInteger("errorCode")).isEqualTo(504101);
    assertThat(executed).hasValue(1);
    device.close();
  }

  @Test
  void a_duplicated_method_reaches_the_device_as_often_as_the_rule_says() {
    rule("duplicate-method:count=3");
    try (var device = listening()) {
      var reply = invoke();

      assertThat(reply.status()).isEqualTo(200);
      await().until(() -> calls(device).size() == 3);
      assertThat(calls(device)).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_delayed_method_arrives_later_and_still_counts() {
    rule("delay-method:time=300ms");
    try (var device = listening()) {
      var began = System.nanoTime();

      var reply = invoke();

      assertThat(reply.status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(299));
      assertThat(calls(device)).hasSize(1);
    }
  }

  @Test
  void after_a_reconnect_methods_are_404103_for_a_while() {
    rule("late-methods:time=2s");
    try (var device = listening()) {
      assertThat(invoke().coded().getInteger("errorCode")).isEqualTo(404103);

      await().untilAsserted(() -> assertThat(invoke().status()).isEqualTo(200));
      assertThat(calls(device)).hasSize(1);
    }
  }

  @Test
  void a_dropped_notification_does_not_come_but_the_next_does() {
    try (var device = listening()) {
      rule("drop-desired");
      desired(1);
      await().until(() -> hub.hub.faults().all().get(0).struck() == 1);
      hub.hub.faults().clear();
      desired(2);

      device.awaitMessage("$iothub/twin/PATCH/properties/desired/");

      assertThat(notices(device)).containsExactly("{\"n\":2,\"$version\":3}");
    }
  }

  @Test
  void of_a_burst_of_notifications_only_the_last_comes() {
    rule("coalesce-desired:time=500ms");
    try (var device = listening()) {
      for (int i = 1; i <= 5; i++) {
        desired(i);
      }

      device.awaitMessage("$iothub/twin/PATCH/properties/desired/");

      assertThat(notices(device)).containsExactly("{\"n\":5,\"$version\":6}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 504})
  void service_requests_fail_with_the_status_of_the_rule_and_do_nothing(int status) {
    rule("rest-error:status=" + status);

    var reply = hub.rest().sendText("PATCH", "/twins/" + deviceId, "{\"tags\":{\"a\":1}}");

    assertThat(reply.status()).isEqualTo(status);
    hub.hub.faults().clear();
    assertThat(hub.rest().get("/twins/" + deviceId).json().containsKey("tags")).isFalse();
  }

  @Test
  void twin_requests_of_devices_fail_with_the_status_of_the_rule_and_a_body() {
    try (var device = listening()) {
      rule("twin-error:status=503");

      assertThat(device.getTwin("g").topic()).startsWith("$iothub/twin/res/503/");
      var patched = device.report("{\"a\":1}", "p");

      assertThat(patched.topic()).startsWith("$iothub/twin/res/503/");
      assertThat(patched.json().getInteger("errorCode")).isEqualTo(503001);
    }
  }

  @Test
  void a_connect_can_be_refused_with_3() {
    rule("refuse-connect");

    assertThat(RawDevice.connackOf(hub, Connect.of(hub, deviceId, key))).isEqualTo(3);
  }

  @Test
  void a_killed_connection_ends_without_a_word_and_the_device_may_come_back() {
    var device = listening();

    rule("kill-connection:time=100ms");

    device.awaitClosed();
    hub.hub.faults().clear();
    assertThat(RawDevice.connackOf(hub, Connect.of(hub, deviceId, key))).isZero();
  }

  @Test
  void after_an_expired_token_the_same_token_is_refused_and_a_later_one_works() {
    var connect = Connect.of(hub, deviceId, key);
    var device = RawDevice.connect(hub, connect);

    rule("expire-token:time=100ms");
    device.awaitClosed();
    hub.hub.faults().clear();

    assertThat(RawDevice.connackOf(hub, connect)).isEqualTo(5);
    var later = Sas.java(hub.host, deviceId, key, Instant.now().plus(Duration.ofHours(2)));
    assertThat(RawDevice.connackOf(hub, connect.withPassword(later))).isZero();
  }

  @Test
  void java_sdk_recovers_from_an_expired_token_by_itself() throws Exception {
    var states = new CopyOnWriteArrayList<IotHubConnectionStatus>();
    var device = open(states);

    rule("expire-token:time=1100ms");
    await().until(() -> states.contains(IotHubConnectionStatus.DISCONNECTED_RETRYING));
    hub.hub.faults().clear();

    awaitLast(states, IotHubConnectionStatus.CONNECTED);
    device.close();
  }

  @Test
  void a_query_sees_a_change_only_when_its_lag_is_over() {
    rule("query-lag:time=1500ms");
    hub.rest().sendText("PATCH", "/twins/" + deviceId, "{\"tags\":{\"colour\":\"late\"}}");

    assertThat(coloured()).isZero();
    await().until(() -> coloured() == 1);
  }

  @Test
  void L09_shut_down_mqtt_closes_and_refuses_with_3_while_it_lasts() {
    var device = listening();

    ask(device, "ShutDownMqtt", 0, 2);

    device.awaitClosed();
    assertThat(RawDevice.connackOf(hub, Connect.of(hub, deviceId, key))).isEqualTo(3);
    await().until(() -> RawDevice.connackOf(hub, Connect.of(hub, deviceId, key)) == 0);
  }

  @Test
  void L09_invoke_throttling_answers_twin_requests_with_429_while_it_lasts() {
    try (var device = listening()) {
      ask(device, "InvokeThrottling", 0, 2);

      await().until(() -> device.getTwin("t").topic().startsWith("$iothub/twin/res/429/"));
      await().until(() -> device.getTwin("t").topic().startsWith("$iothub/twin/res/200/"));
    }
  }

  @Test
  void L09_invoke_max_message_quota_answers_twin_requests_with_403() {
    try (var device = listening()) {
      ask(device, "InvokeMaxMessageQuota", 0, 1);

      await().until(() -> device.getTwin("q").topic().startsWith("$iothub/twin/res/403/"));
    }
  }

  @Test
  void L09_invoke_auth_error_closes_and_refuses_with_5_while_it_lasts() {
    var device = listening();

    ask(device, "InvokeAuthError", 0, 2);

    device.awaitClosed();
    assertThat(RawDevice.connackOf(hub, Connect.of(hub, deviceId, key))).isEqualTo(5);
    await().until(() -> RawDevice.connackOf(hub, Connect.of(hub, deviceId, key)) == 0);
  }

  private void rule(String text) {
    hub.hub.faults().add(FaultRule.of(text).withDevices(text.startsWith("query") ? "*" : deviceId));
  }

  private RawDevice listening() {
    var device = RawDevice.connect(hub, deviceId, key).echoMethods();
    return device.subscribe(RawDevice.METHODS, RawDevice.TWIN_ANSWERS, RawDevice.DESIRED);
  }

  private DeviceClient open(List<IotHubConnectionStatus> states) throws Exception {
    var device = JavaDevice.client(hub, deviceId);
    device.setConnectionStatusChangeCallback(change -> states.add(change.getNewStatus()), null);
    device.open(false);
    return device;
  }

  private static void awaitLast(
      List<IotHubConnectionStatus> states, IotHubConnectionStatus wanted) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !states.isEmpty() && states.get(states.size() - 1) == wanted);
    assertThat(states).doesNotContain(IotHubConnectionStatus.DISCONNECTED);
  }

  private void ask(RawDevice device, String type, int delaySeconds, int durationSeconds) {
    device.publishInVain(
        "devices/%s/messages/events/AzIoTHub_FaultOperationType=%s&AzIoTHub_FaultOperationDelayInSecs=%d&AzIoTHub_FaultOperationDurationInSecs=%d"
            .formatted(deviceId, type, delaySeconds, durationSeconds),
        "");
  }

  private Rest.Reply invoke() {
    var call = new JsonObject().put("methodName", "m").put("responseTimeoutInSeconds", 5);
    return hub.rest().send("POST", "/twins/" + deviceId + "/methods", call.put("payload", 1));
  }

  private void desired(int n) {
    var patch = "{\"properties\":{\"desired\":{\"n\":" + n + "}}}";
    assertThat(hub.rest().sendText("PATCH", "/twins/" + deviceId, patch).status()).isEqualTo(200);
  }

  private static int coloured() {
    var query = "SELECT deviceId FROM devices WHERE tags.colour = 'late'";
    return hub.rest()
        .send("POST", "/devices/query", new JsonObject().put("query", query))
        .array()
        .size();
  }

  private static List<String> calls(RawDevice device) {
    return topics(device, "$iothub/methods/POST/");
  }

  private static List<String> topics(RawDevice device, String prefix) {
    return device.received.stream()
        .map(RawDevice.Message::topic)
        .filter(topic -> topic.startsWith(prefix))
        .toList();
  }

  private static List<String> notices(RawDevice device) {
    return device.received.stream()
        .filter(m -> m.topic().startsWith("$iothub/twin/PATCH/properties/desired/"))
        .map(m -> m.payload().toString())
        .toList();
  }
}
