// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import io.firmcast.localhub.event.Testimony;
import io.firmcast.localhub.event.Testimony.Connected;
import io.firmcast.localhub.event.Testimony.Disconnected;
import io.firmcast.localhub.event.Testimony.MethodReplied;
import io.firmcast.localhub.event.Testimony.ReportApplied;
import io.firmcast.localhub.event.Testimony.ReportRefused;
import io.firmcast.localhub.event.Testimony.Timing;
import io.firmcast.localhub.event.WitnessedCall;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.FaultRule;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The witness tells what really went over the wire. */
class WitnessIT {

  private static TestHub hub;

  @BeforeAll
  static void startHub() {
    hub = TestHub.startOn8883("127.0.0.83", null);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @Test
  void a_java_sdk_devices_method_is_told_with_its_payload_and_the_answer() throws Exception {
    hub.device("java1");
    var device = JavaDevice.client(hub, "java1");
    device.open(false);
    device.subscribeToMethods((name, payload, context) -> new DirectMethodResponse(201, ""), null);

    invoke("java1", 5);

    device.close();
    var call = only("java1");
    assertThat(call.name()).isEqualTo("m");
    assertThat(call.deliveries().get(0).payload()).isEqualTo(7);
    assertThat(call.replies())
        .extracting(MethodReplied::status, MethodReplied::timing)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(201, Timing.IN_TIME));
    assertThat(call.unanswered()).isEmpty();
  }

  @Test
  void M11_a_second_answer_is_told_as_a_duplicate_and_changes_nothing() {
    try (var device = connect("twice").subscribe(RawDevice.METHODS)) {
      var reply = CompletableFuture.supplyAsync(() -> invoke("twice", 5));
      var topic = device.awaitMessage("$iothub/methods").topic();

      device.publish(RawDevice.reply(topic), "\"first\"");
      device.publish(RawDevice.reply(topic), "\"second\"");

      assertThat(reply.join().text()).contains("first");
      await().until(() -> only("twice").replies().size() == 2);
      assertThat(only("twice").replies())
          .extracting(MethodReplied::timing)
          .containsExactly(Timing.IN_TIME, Timing.DUPLICATE);
    }
  }

  @Test
  void M11_an_answer_after_the_time_out_is_told_as_late() {
    try (var device = connect("late").subscribe(RawDevice.METHODS)) {
      var gaveUp = invoke("late", 5);
      var topic = device.awaitMessage("$iothub/methods").topic();

      device.publish(RawDevice.reply(topic), "{}");

      assertThat(gaveUp.status()).isEqualTo(504);
      await().until(() -> only("late").replies().size() == 1);
      assertThat(only("late").unanswered().orElseThrow().code()).isEqualTo(Code.GATEWAY_TIMEOUT);
      assertThat(only("late").replies().get(0).timing()).isEqualTo(Timing.LATE);
    }
  }

  @Test
  void a_device_that_leaves_without_an_answer_is_told_so() {
    var device = connect("leaving").subscribe(RawDevice.METHODS);
    var reply = CompletableFuture.supplyAsync(() -> invoke("leaving", 30));
    device.awaitMessage("$iothub/methods");

    device.close();

    assertThat(reply.join().status()).isEqualTo(404);
    assertThat(only("leaving").unanswered().orElseThrow().code())
        .isEqualTo(Code.DEVICE_CONNECTION_CLOSED);
  }

  @Test
  void a_dropped_answer_is_told_as_given_in_time_although_the_caller_gets_504101() {
    hub.hub.faults().add(FaultRule.of(FaultKind.DROP_METHOD_ANSWER).withDevices("dropped"));
    try (var device = connect("dropped").subscribe(RawDevice.METHODS).echoMethods()) {
      assertThat(invoke("dropped", 5).coded().getInteger("errorCode")).isEqualTo(504101);

      assertThat(device.connected()).isTrue();
      assertThat(only("dropped").replies().get(0).timing()).isEqualTo(Timing.IN_TIME);
      assertThat(only("dropped").unanswered()).isPresent();
    }
  }

  @Test
  void each_copy_of_a_duplicated_method_is_told_as_a_delivery_of_the_same_call() {
    hub.hub.faults().add(FaultRule.of(FaultKind.DUPLICATE_METHOD).withDevices("copied"));
    try (var device = connect("copied").subscribe(RawDevice.METHODS).echoMethods()) {
      assertThat(invoke("copied", 5).status()).isEqualTo(200);

      await().until(() -> only("copied").replies().size() == 2);
      assertThat(device.connected()).isTrue();
      assertThat(only("copied").deliveries()).hasSize(2);
      assertThat(only("copied").replies())
          .extracting(MethodReplied::timing)
          .containsExactly(Timing.IN_TIME, Timing.DUPLICATE);
    }
  }

  @Test
  void a_delayed_method_is_told_when_it_is_delivered() {
    hub.hub.faults().add(FaultRule.of(FaultKind.DELAY_METHOD).withDevices("delayed"));
    try (var device = connect("delayed").subscribe(RawDevice.METHODS).echoMethods()) {
      var asked = Instant.now();
      assertThat(invoke("delayed", 5).status()).isEqualTo(200);

      assertThat(device.connected()).isTrue();
      assertThat(only("delayed").deliveries().get(0).at()).isAfter(asked.plusMillis(900));
    }
  }

  @Test
  void reports_are_told_with_version_and_patch_and_refusals_with_their_code() {
    var device = connect("reporting").subscribe(RawDevice.TWIN_ANSWERS);
    device.report("{\"a\":1}", "r1");
    device.report("{\"a.b\":1}", "r2");
    device.report("no json", "r3");
    device.report("{\"a\":2}", "r4");
    device.close();

    await().until(() -> told("reporting").size() == 6);

    var told = told("reporting");
    assertThat(told)
        .extracting(Object::getClass)
        .isEqualTo(
            List.of(
                Connected.class,
                ReportApplied.class,
                ReportRefused.class,
                ReportRefused.class,
                ReportApplied.class,
                Disconnected.class));
    var last = (ReportApplied) told.get(4);
    assertThat(last.version()).isEqualTo(3);
    assertThat(last.toJson().encode())
        .contains("\"kind\":\"reportApplied\"", "\"version\":3,\"patch\":{\"a\":2}");
    assertThat(told).extracting(Testimony::sequence).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void pages_of_lines_are_given_to_this_machine_and_lines_no_longer_held_are_gone() {
    connect("paged").close();
    await().until(() -> told("paged").size() == 2);
    var open = new Rest(hub, null);

    var first = open.get("/admin/witness?limit=1");
    var rest = open.get("/admin/witness?after=1");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.text().lines()).hasSize(1);
    assertThat(first.json().getLong("sequence")).isEqualTo(1);
    assertThat(new JsonObject(rest.text().lines().findFirst().orElseThrow()).getLong("sequence"))
        .isEqualTo(2);
    assertThat(rest.text().lines()).allMatch(line -> new JsonObject(line).containsKey("kind"));
    var newest = rest.header("x-witness-newest").orElseThrow();
    assertThat(open.get("/admin/witness?after=" + newest).text()).isEmpty();
    assertThat(open.get("/admin/witness?after=999999999").status()).isEqualTo(410);
    assertThat(open.get("/admin/witness?after=x").status()).isEqualTo(400);
  }

  private static RawDevice connect(String deviceId) {
    return RawDevice.connect(hub, deviceId, hub.device(deviceId));
  }

  private static Rest.Reply invoke(String deviceId, int seconds) {
    var body = "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":" + seconds + ",\"payload\":7}";
    return hub.rest().sendText("POST", "/twins/" + deviceId + "/methods", body);
  }

  private static WitnessedCall only(String deviceId) {
    var calls =
        hub.hub.witness().calls().stream().filter(c -> c.deviceId().equals(deviceId)).toList();
    assertThat(calls).hasSize(1);
    return calls.get(0);
  }

  private static List<Testimony> told(String deviceId) {
    return hub.hub.witness().all().stream().filter(t -> t.deviceId().equals(deviceId)).toList();
  }
}
