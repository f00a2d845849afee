// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.Decision;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.DeviceState;
import io.firmcast.orchestrator.rollout.engine.HubCall;
import io.firmcast.orchestrator.rollout.engine.HubCause;
import io.firmcast.orchestrator.rollout.engine.Logged;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.rollout.engine.TimeEvent;
import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.ErrorLimit;
import io.firmcast.orchestrator.rollout.plan.Flaw;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Share;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutJsonTest {
  private static final By ANNA = new By("anna", "because");
  private static final DeviceId DEVICE = new DeviceId("sim-7");
  private static final UpdateId UPDATE = new UpdateId("r42-sim-7-1");
  private static final String SMALLEST =
      """
      {"firmware":{"fwPackageUri":"https://fw.example/a.bin"},"targets":{"devices":["sim-7"]}}
      """;
  private final RolloutJson json = new RolloutJson();

  @Test
  void the_smallest_definition_has_every_default() {
    var definition = json.definition(new JsonObject(SMALLEST));

    assertThat(definition)
        .isEqualTo(RolloutDefinition.of(definition.firmware(), definition.targets()));
    assertThat(definition.pace()).isEqualTo(RolloutPace.DEFAULT);
    assertThat(definition.targets().devices()).containsExactly(DEVICE);
  }

  @Test
  void a_full_definition_is_read_and_written_back() {
    var full = new JsonObject(Full.DEFINITION);

    var definition = json.definition(full);
    var written = json.write(definition);

    assertThat(definition.waves()).hasSize(3);
    assertThat(definition.waves().get(0).soak()).isEqualTo(Duration.ofMinutes(30));
    assertThat(definition.waves().get(1).errors())
        .isEqualTo(ErrorLimit.share(Share.of("2.5%"), 40));
    assertThat(definition.windows().open()).hasSize(1);
    assertThat(json.definition(written)).isEqualTo(definition);
  }

  @Test
  void every_flaw_is_named_by_its_place() {
    var bad =
        new JsonObject(
            """
            {"firmware":{"fwPackageUri":"a","sha256":"12"},
             "targets":{"devices":["ok","a b"],"membershp":"static"},
             "waves":[{"size":"10%"},{"success":"120%"}],
             "pace":{"inFlight":0,"rate":{"perMinute":"fast"}},
             "retries":{"failed":11,"busy":-1},
             "delivery":"pigeon","schedule":{"start":"tomorrow"},"colour":1}
            """);

    var thrown = catchThrowableOfType(BadDefinition.class, () -> json.definition(bad));

    assertThat(thrown.flaws())
        .extracting(Flaw::pointer)
        .containsExactlyInAnyOrder(
            "/colour",
            "/firmware/sha256",
            "/targets/membershp",
            "/targets/devices/1",
            "/waves/1/size",
            "/waves/1/success",
            "/pace/rate/perMinute",
            "/retries/failed",
            "/retries/busy",
            "/delivery",
            "/schedule/start");
  }

  @Test
  void limits_of_the_parts_are_named_where_they_stand() {
    var bad = new JsonObject(SMALLEST).put("pace", new JsonObject().put("inFlight", 0));

    var thrown = catchThrowableOfType(BadDefinition.class, () -> json.definition(bad));

    assertThat(thrown.flaws()).containsExactly(new Flaw("/pace/inFlight", "must be 1 to 100000"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void every_event_is_read_as_it_was_written(RolloutEvent event) {
    var logged = new Logged(7, Instant.parse("2026-11-20T22:00:00.123Z"), event);

    var text = json.toJson(logged).encode();

    assertThat(json.logged(new JsonObject(text))).isEqualTo(logged);
    assertThat(json.event(json.toJson(event))).isEqualTo(event);
  }

  static Stream<RolloutEvent> events() {
    var definition = new RolloutJson().definition(new JsonObject(SMALLEST));
    var hash = new PlanHash("0123456789abcdef".repeat(4));
    var error = new FirmwareError("hash", "not the image");
    return Stream.of(
        new OperatorEvent.Created(definition, ANNA),
        new OperatorEvent.Planned(0, true, List.of(DEVICE), ANNA),
        new OperatorEvent.Approved(hash, ANNA),
        new OperatorEvent.Denied(By.of("bob")),
        new OperatorEvent.Started(ANNA),
        new OperatorEvent.Paused(ANNA),
        new OperatorEvent.Resumed(ANNA),
        new OperatorEvent.Canceled(ANNA),
        new OperatorEvent.Aborted(ANNA),
        new OperatorEvent.RolledBack(ANNA),
        new OperatorEvent.RetryFailed(ANNA),
        new OperatorEvent.NextWave(ANNA),
        new OperatorEvent.PaceChanged(RolloutPace.inFlight(7), ANNA),
        new DeviceEvent.Answered(DEVICE, UPDATE, FirmwareAnswer.started(UPDATE)),
        new DeviceEvent.Unanswered(DEVICE, UPDATE),
        new DeviceEvent.Unreachable(DEVICE, UPDATE),
        new DeviceEvent.DesiredWritten(DEVICE, UPDATE),
        new DeviceEvent.DesiredCleared(DEVICE, UPDATE),
        new DeviceEvent.Reported(
            DEVICE, UPDATE, new Sighting(FirmwareStatus.FAILED, 9, "2.1.0", error)),
        new DeviceEvent.Silent(DEVICE, UPDATE),
        new DeviceEvent.Refused(DEVICE, UPDATE, HubCall.METHOD, HubCause.THROTTLED),
        new DeviceEvent.Online(DEVICE),
        new DeviceEvent.Removed(DEVICE),
        new DeviceEvent.Joined(DEVICE),
        new DeviceEvent.Superseded(DEVICE, new RolloutId("r43")),
        new DeviceEvent.Held(DEVICE, new RolloutId("r41")),
        new DeviceEvent.Freed(DEVICE),
        new DeviceEvent.Measured(DEVICE, 1.5),
        new TimeEvent.Ticked(),
        new TimeEvent.TakenOver(3));
  }

  @Test
  void no_event_is_forgotten_here() {
    var tried = events().map(Object::getClass).toList();

    assertThat(Reader.variants(RolloutEvent.class)).hasSameElementsAs(tried);
  }

  @Test
  void an_unknown_event_says_which_there_are() {
    var thrown =
        catchThrowableOfType(
            BadDefinition.class, () -> json.event(new JsonObject().put("type", "exploded")));

    assertThat(thrown.flaws().get(0).pointer()).isEqualTo("/type");
    assertThat(thrown.flaws().get(0).reason()).contains("created, denied");
  }

  @Test
  void a_decision_is_written_with_its_type() {
    var decision = new Decision.DeviceIs(DEVICE, UPDATE, DeviceState.TIMED_OUT, "offline");

    assertThat(json.toJson(decision))
        .isEqualTo(
            new JsonObject()
                .put("type", "deviceIs")
                .put("device", "sim-7")
                .put("update", "r42-sim-7-1")
                .put("state", "timedOut")
                .put("reason", "offline"));
  }
}
