// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import io.firmcast.hub.FakeHub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.quota.HubQuota;
import io.firmcast.hub.quota.HubRates;
import io.firmcast.hub.quota.QuotaHub;
import io.firmcast.hub.quota.Urgency;
import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.HubCall;
import io.firmcast.orchestrator.rollout.engine.HubCause;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HubCallsTest {
  private static final DeviceId DEVICE = new DeviceId("sim-1");
  private static final UpdateId UPDATE = new UpdateId("r1-sim-1-1");

  private final Vertx vertx = Vertx.vertx();
  private final FakeHub hub = new FakeHub();
  private final List<JsonObject> sent = new CopyOnWriteArrayList<>();
  private boolean owned = true;

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_method_carries_the_epoch_and_its_answer_comes_back() {
    hub.answerMethods(
        (device, method) -> {
          sent.add((JsonObject) method.payload());
          return Future.succeededFuture(
              new MethodAnswer(412, new JsonObject().put("reason", "downgrade")));
        });

    var event = called();

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).getLong("epoch")).isEqualTo(7);
    assertThat(event)
        .isInstanceOfSatisfying(
            DeviceEvent.Answered.class,
            it -> assertThat(it.answer().reason()).isEqualTo("downgrade"));
  }

  @ParameterizedTest
  @CsvSource({
    "DEVICE_TIMEOUT, Unanswered",
    "DEVICE_OFFLINE, Unreachable",
    "DEVICE_NOT_FOUND, Removed"
  })
  void what_a_failed_method_means_depends_on_how_it_failed(Reason reason, String event) {
    hub.answerMethods((device, method) -> Future.failedFuture(new HubException(reason, "test")));

    assertThat(called().getClass().getSimpleName()).isEqualTo(event);
  }

  @ParameterizedTest
  @EnumSource(names = {"BAD_REQUEST", "CONFLICT"})
  void what_the_hub_finds_fault_with_is_as_good_as_the_devices_own_no(Reason reason) {
    hub.answerMethods((device, method) -> Future.failedFuture(new HubException(reason, "test")));

    assertThat(called())
        .isInstanceOfSatisfying(
            DeviceEvent.Answered.class,
            it -> assertThat(it.answer().reason()).isEqualTo("hub-refused"));
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, THROTTLED",
    "UNAUTHORIZED, UNAUTHORIZED",
    "OVERLOADED, NOT_SENT",
    "UNAVAILABLE, UNAVAILABLE"
  })
  void what_the_hub_caused_is_no_fault_of_the_device(Reason reason, HubCause cause) {
    hub.answerMethods((device, method) -> Future.failedFuture(new HubException(reason, "test")));

    assertThat(called()).isEqualTo(new DeviceEvent.Refused(DEVICE, UPDATE, HubCall.METHOD, cause));
  }

  @Test
  void whoever_does_not_own_the_rollout_any_more_sends_nothing() {
    hub.answerMethods(
        (device, method) -> {
          sent.add((JsonObject) method.payload());
          return Future.failedFuture("never");
        });
    owned = false;

    assertThat(called())
        .isEqualTo(new DeviceEvent.Refused(DEVICE, UPDATE, HubCall.METHOD, HubCause.NOT_SENT));
    assertThat(sent).isEmpty();
  }

  @Test
  void a_desired_property_leaves_nothing_of_an_earlier_update() {
    hub.report("sim-1", new JsonObject());
    get(hub.desire(DEVICE, new JsonObject("{\"firmware\":{\"sha256\":\"aa\",\"size\":1}}")));

    var event = get(calls().patchDesired(new Command.PatchDesired(DEVICE, UPDATE, firmware()), 7));

    assertThat(event).isEqualTo(new DeviceEvent.DesiredWritten(DEVICE, UPDATE));
    assertThat(desired())
        .isEqualTo(
            new JsonObject()
                .put("fwPackageUri", "https://fw.example/a.bin")
                .put("updateId", UPDATE.value())
                .put("epoch", 7));
  }

  @Test
  void what_stands_there_of_another_update_is_not_cleared() {
    hub.report("sim-1", new JsonObject());
    get(hub.desire(DEVICE, new JsonObject("{\"firmware\":{\"updateId\":\"another\"}}")));

    var event = get(calls().clearDesired(new Command.ClearDesired(DEVICE, UPDATE)));

    assertThat(event).isEqualTo(new DeviceEvent.DesiredCleared(DEVICE, UPDATE));
    assertThat(desired().getString("updateId")).isEqualTo("another");
  }

  @Test
  void a_twin_that_says_nothing_of_the_update_is_silent() {
    hub.report("sim-1", new JsonObject().put("firmwareStatus", 7));

    assertThat(get(calls().readTwin(DEVICE, UPDATE)))
        .isEqualTo(new DeviceEvent.Silent(DEVICE, UPDATE));
  }

  @Test
  void only_a_number_is_measured() {
    hub.report("sim-1", new JsonObject("{\"radio\":{\"rssi\":-70,\"name\":\"x\"}}"));

    assertThat(measured("radio.rssi")).isEqualTo(List.of(new DeviceEvent.Measured(DEVICE, -70)));
    assertThat(measured("radio.name")).isEmpty();
    assertThat(measured("radio.none.at.all")).isEmpty();
  }

  private List<DeviceEvent> measured(String property) {
    return get(calls().measure(new Command.Measure(DEVICE, property))).stream().toList();
  }

  private DeviceEvent called() {
    return get(calls().callMethod(new Command.CallMethod(DEVICE, UPDATE, firmware()), 7));
  }

  private HubCalls calls() {
    var unlimited = new HubQuota(vertx, HubRates.UNLIMITED);
    var paced = new QuotaHub(vertx, hub, unlimited, Urgency.ACTIVE, new Random(7));
    return new HubCalls(paced, paced, Duration.ofSeconds(5), HubLimits.DEFAULT, () -> owned);
  }

  private JsonObject desired() {
    return get(hub.twin(DEVICE)).desired().getJsonObject("firmware");
  }

  private static FirmwareUpdate firmware() {
    return new FirmwareUpdate(
        URI.create("https://fw.example/a.bin"), UPDATE, null, null, null, null, null);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }
}
