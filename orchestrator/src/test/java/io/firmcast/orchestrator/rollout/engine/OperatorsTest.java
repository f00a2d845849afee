// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.ANNA;
import static io.firmcast.orchestrator.rollout.engine.Fixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.Rate;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Schedule;
import io.firmcast.orchestrator.rollout.plan.Schedule.EndBehaviour;
import io.firmcast.orchestrator.rollout.plan.WavePlan;
import io.firmcast.orchestrator.rollout.plan.WaveSize;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperatorsTest {
  private static final PlanHash OTHER = new PlanHash("0".repeat(64));

  @Test
  void a_plan_that_needs_approval_is_not_started_before() {
    var fixture = Fixture.planned(draft(3).approval(true).done());

    assertThat(code(fixture, new OperatorEvent.Started(ANNA))).isEqualTo("not-approved");
    fixture.send(new OperatorEvent.Started(ANNA));

    assertThat(fixture.state()).isEqualTo(RolloutState.AWAITING_APPROVAL);
    assertThat(Fixture.called(fixture.commands)).isEmpty();
  }

  @Test
  void only_the_plan_that_is_there_can_be_approved() {
    var fixture = Fixture.planned(draft(3).approval(true).done());

    assertThat(code(fixture, new OperatorEvent.Approved(OTHER, ANNA))).isEqualTo("plan-drifted");
    approve(fixture);
    fixture.send(new OperatorEvent.Started(ANNA));

    assertThat(fixture.state()).isEqualTo(RolloutState.RUNNING);
  }

  @Test
  void another_device_in_the_plan_voids_the_approval_and_the_same_ones_do_not() {
    var fixture = Fixture.planned(draft(3).approval(true).done());
    approve(fixture);

    fixture.send(new OperatorEvent.Planned(0, true, Fixture.devices(3), ANNA));
    var same = fixture.state();
    fixture.send(new OperatorEvent.Planned(0, true, Fixture.devices(2), ANNA));

    assertThat(same).isEqualTo(RolloutState.DRAFT);
    assertThat(fixture.state()).isEqualTo(RolloutState.AWAITING_APPROVAL);
    assertThat(code(fixture, new OperatorEvent.Started(ANNA))).isEqualTo("not-approved");
  }

  @Test
  void a_plan_comes_in_parts_and_is_one_when_the_last_has_come() {
    var fixture = new Fixture();
    var all = Fixture.devices(5);
    fixture.send(new OperatorEvent.Created(draft(5).done(), ANNA));

    fixture.send(new OperatorEvent.Planned(0, false, all.subList(0, 3), ANNA));
    assertThat(code(fixture, new OperatorEvent.Started(ANNA))).isEqualTo("no-plan");
    assertThat(code(fixture, new OperatorEvent.Planned(2, true, all, ANNA)))
        .isEqualTo("wrong-part");
    fixture.send(new OperatorEvent.Planned(1, true, all.subList(3, 5), ANNA));

    assertThat(fixture.rollout.view().devices()).isEqualTo(5);
    assertThat(fixture.rollout.view().plan())
        .isEqualTo(Fixture.planned(draft(5).done()).rollout.view().plan());
  }

  @Test
  void a_denied_rollout_is_over() {
    var fixture = Fixture.planned(draft(1).approval(true).done());

    fixture.send(new OperatorEvent.Denied(ANNA));

    assertThat(fixture.state()).isEqualTo(RolloutState.DENIED);
    assertThat(fixture.rollout.view().reason()).isEqualTo("denied by anna: because");
    assertThat(code(fixture, new OperatorEvent.Started(ANNA))).isEqualTo("wrong-state");
  }

  @Test
  void a_paused_rollout_starts_nothing_and_follows_what_is_in_flight() {
    var fixture = Fixture.started(draft(4).pace(RolloutPace.inFlight(1)).done());
    var device = Fixture.called(fixture.commands).get(0);

    fixture.send(new OperatorEvent.Paused(ANNA));
    fixture.succeed(device);
    var paused = Fixture.called(fixture.commands).size();
    fixture.send(new OperatorEvent.Resumed(ANNA));

    assertThat(paused).isEqualTo(1);
    assertThat(fixture.device(device.value()).state()).isEqualTo(DeviceState.SUCCEEDED);
    assertThat(Fixture.called(fixture.commands)).hasSize(2);
  }

  @Test
  void a_pause_takes_back_what_would_start_an_offline_device() {
    var fixture = Fixture.started(draft(1).done());
    var device = new DeviceId("sim-0");
    fixture.send(new DeviceEvent.Unreachable(device, fixture.update(device)));

    var given = fixture.send(new OperatorEvent.Paused(ANNA));
    fixture.send(new DeviceEvent.DesiredCleared(device, fixture.update(device)));
    var resumed = fixture.send(new OperatorEvent.Resumed(ANNA));

    assertThat(Fixture.only(Command.ClearDesired.class, given)).hasSize(1);
    assertThat(Fixture.called(resumed)).containsExactly(device);
  }

  @Test
  void cancel_spares_what_is_in_flight_and_abort_does_not() {
    var canceled = Fixture.started(draft(5).pace(RolloutPace.inFlight(2)).done());
    var aborted = Fixture.started(draft(5).pace(RolloutPace.inFlight(2)).done());
    var inFlight = Fixture.called(canceled.commands);

    canceled.send(new OperatorEvent.Canceled(ANNA));
    var before = canceled.state();
    inFlight.forEach(canceled::succeed);
    aborted.send(new OperatorEvent.Aborted(ANNA));

    assertThat(before).isEqualTo(RolloutState.RUNNING);
    assertThat(canceled.state()).isEqualTo(RolloutState.CANCELED);
    assertThat(canceled.in(DeviceState.SUCCEEDED)).hasSize(2);
    assertThat(canceled.in(DeviceState.CANCELED)).hasSize(3);
    assertThat(aborted.state()).isEqualTo(RolloutState.ABORTED);
    assertThat(aborted.in(DeviceState.CANCELED)).hasSize(5);
  }

  @Test
  void a_cancel_comes_to_its_end_though_a_device_was_to_be_asked_again() {
    var fixture = Fixture.started(draft(1).done());
    var device = new DeviceId("sim-0");
    fixture.send(new DeviceEvent.Unanswered(device, fixture.update(device)));
    fixture.send(new DeviceEvent.Silent(device, fixture.update(device)));

    fixture.send(new OperatorEvent.Canceled(ANNA));
    var due = fixture.wake();
    fixture.send(new DeviceEvent.Silent(device, fixture.update(device)));

    assertThat(Fixture.only(Command.ReadTwin.class, due)).hasSize(1);
    assertThat(Fixture.called(due)).isEmpty();
    assertThat(fixture.state()).isEqualTo(RolloutState.CANCELED);
  }

  @Test
  void an_abort_is_over_only_when_nothing_of_it_stands_in_a_twin() {
    var fixture = Fixture.started(draft(1).done());
    var device = new DeviceId("sim-0");
    fixture.send(new DeviceEvent.Unreachable(device, fixture.update(device)));

    var given = fixture.send(new OperatorEvent.Aborted(ANNA));
    var before = fixture.state();
    fixture.send(
        new DeviceEvent.Refused(
            device, fixture.update(device), HubCall.DESIRED, HubCause.THROTTLED));
    var again = fixture.wake();
    fixture.send(new DeviceEvent.DesiredCleared(device, fixture.update(device)));

    assertThat(Fixture.only(Command.ClearDesired.class, given)).hasSize(1);
    assertThat(before).isEqualTo(RolloutState.ABORTING);
    assertThat(Fixture.only(Command.ClearDesired.class, again)).hasSize(1);
    assertThat(fixture.state()).isEqualTo(RolloutState.ABORTED);
  }

  @Test
  void failed_devices_are_retried_by_a_person_under_a_new_id() {
    var wave =
        WavePlan.of(WaveSize.percent(100))
            .withSuccess(io.firmcast.orchestrator.rollout.plan.Share.percent(0));
    var fixture = Fixture.started(draft(2).waves(wave).done());
    var device = Fixture.called(fixture.commands).get(0);
    fixture.fail(device);

    var given = fixture.send(new OperatorEvent.RetryFailed(ANNA));

    assertThat(Fixture.called(given)).containsExactly(device);
    assertThat(fixture.update(device).value()).endsWith("-2");
    assertThat(fixture.rollout.views().waves().get(0).failed()).isZero();
  }

  @Test
  void more_in_flight_starts_more_at_once_and_fewer_starts_none_until_there_is_room() {
    var fixture = Fixture.started(draft(10).pace(RolloutPace.inFlight(2)).done());

    var more = fixture.send(new OperatorEvent.PaceChanged(RolloutPace.inFlight(5), ANNA));
    fixture.send(new OperatorEvent.PaceChanged(RolloutPace.inFlight(1), ANNA));
    var asked = List.copyOf(Fixture.called(fixture.commands));
    asked.subList(0, 4).forEach(fixture::succeed);

    assertThat(Fixture.called(more)).hasSize(3);
    assertThat(Fixture.called(fixture.commands)).hasSize(5);
    fixture.succeed(asked.get(4));
    assertThat(Fixture.called(fixture.commands)).hasSize(6);
  }

  @Test
  void a_rate_that_is_set_while_running_holds_from_then_on() {
    var fixture = Fixture.started(draft(10).pace(RolloutPace.inFlight(1)).done());
    var slow = RolloutPace.inFlight(100).withRate(Rate.constant(2));

    fixture.send(new OperatorEvent.PaceChanged(slow, ANNA));
    var atOnce = Fixture.called(fixture.commands).size();
    fixture.wake();
    fixture.wake();

    assertThat(atOnce).isEqualTo(1);
    assertThat(Fixture.called(fixture.commands)).hasSize(3);
    assertThat(fixture.now).isEqualTo(Fixture.BEGIN.plus(Duration.ofMinutes(1)));
  }

  @Test
  void a_schedule_starts_it_and_ends_it() {
    var start = Fixture.BEGIN.plus(Duration.ofHours(1));
    var end = start.plus(Duration.ofHours(1));
    var schedule = new Schedule(start, end, EndBehaviour.STOP);
    var fixture = Fixture.started(draft(3).schedule(schedule).pace(RolloutPace.inFlight(1)).done());
    var before = fixture.state();

    fixture.wake();
    var running = fixture.state();
    fixture.accept(fixture.in(DeviceState.TRIGGERING).get(0));
    fixture.now = end;
    fixture.send(new TimeEvent.Ticked());
    fixture.report(fixture.in(DeviceState.ACCEPTED).get(0), FirmwareStatus.COMPLETED, 9);

    assertThat(before).isEqualTo(RolloutState.SCHEDULED);
    assertThat(running).isEqualTo(RolloutState.RUNNING);
    assertThat(fixture.state()).isEqualTo(RolloutState.CANCELED);
    assertThat(fixture.in(DeviceState.CANCELED)).hasSize(2);
    assertThat(fixture.in(DeviceState.SUCCEEDED)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(EndBehaviour.class)
  void the_end_spares_as_much_as_it_says(EndBehaviour atEnd) {
    var end = Fixture.BEGIN.plus(Duration.ofHours(1));
    var fixture =
        Fixture.started(
            draft(3).schedule(new Schedule(null, end, atEnd)).pace(RolloutPace.inFlight(1)).done());
    var parked = fixture.in(DeviceState.TRIGGERING).get(0);
    fixture.send(new DeviceEvent.Unreachable(parked, fixture.update(parked)));
    var inFlight = fixture.in(DeviceState.TRIGGERING).get(0);
    fixture.accept(inFlight);

    fixture.now = end;
    fixture.send(new TimeEvent.Ticked());

    var isForced = atEnd == EndBehaviour.FORCE_CANCEL;
    assertThat(fixture.device(parked.value()).state())
        .isEqualTo(atEnd == EndBehaviour.STOP ? DeviceState.WAITING : DeviceState.CANCELED);
    assertThat(fixture.device(inFlight.value()).state())
        .isEqualTo(isForced ? DeviceState.CANCELED : DeviceState.ACCEPTED);
  }

  @Test
  void a_newer_rollout_takes_a_device_over() {
    var fixture = Fixture.started(draft(1).done());
    var device = new DeviceId("sim-0");
    fixture.send(new DeviceEvent.Unreachable(device, fixture.update(device)));

    var given = fixture.send(new DeviceEvent.Superseded(device, new RolloutId("r43")));

    assertThat(fixture.device("sim-0").state()).isEqualTo(DeviceState.SUPERSEDED);
    assertThat(fixture.device("sim-0").reason()).isEqualTo("r43");
    assertThat(Fixture.only(Command.ClearDesired.class, given)).hasSize(1);
  }

  @Test
  void a_device_of_an_older_rollout_is_waited_for_and_started_when_it_is_free() {
    var fixture = Fixture.planned(draft(1).done());
    var device = new DeviceId("sim-0");
    fixture.send(new DeviceEvent.Held(device, new RolloutId("r41")));
    fixture.send(new OperatorEvent.Started(ANNA));
    var held = Fixture.called(fixture.commands);

    var freed = fixture.send(new DeviceEvent.Freed(device));

    assertThat(held).isEmpty();
    assertThat(Fixture.called(freed)).containsExactly(device);
  }

  @Test
  void a_late_joiner_of_a_dynamic_target_obeys_its_wave() {
    var targets =
        io.firmcast.orchestrator.rollout.plan.Targets.where(
            "true", io.firmcast.orchestrator.rollout.plan.Targets.Membership.DYNAMIC);
    var definition =
        io.firmcast.orchestrator.rollout.plan.RolloutDefinition.of(Fixture.firmware(null), targets)
            .with()
            .waves(WavePlan.of(WaveSize.devices(2)))
            .done();
    var fixture = new Fixture();
    fixture.send(new OperatorEvent.Created(definition, ANNA));
    fixture.send(new OperatorEvent.Planned(0, true, Fixture.devices(10), ANNA));
    fixture.send(new OperatorEvent.Started(ANNA));
    for (var i = 100; i < 140; i++) {
      fixture.send(new DeviceEvent.Joined(new DeviceId("sim-" + i)));
    }

    var waves = fixture.rollout.views().waves();
    assertThat(waves.get(0).devices() + waves.get(1).devices()).isEqualTo(50);
    assertThat(waves.get(1).devices()).isGreaterThan(30);
    assertThat(Fixture.called(fixture.commands)).hasSize(waves.get(0).devices());
    assertThat(Rollout.replay(Fixture.ID, fixture.log).digest())
        .isEqualTo(fixture.rollout.digest());
  }

  @Test
  void nobody_rolls_back_to_a_firmware_that_is_not_named() {
    var fixture = Fixture.started(draft(1).done());

    assertThat(code(fixture, new OperatorEvent.RolledBack(ANNA))).isEqualTo("no-earlier-firmware");
  }

  @Test
  void what_is_refused_changes_nothing_but_the_count_of_events() {
    var fixture = Fixture.started(draft(1).done());
    fixture.succeed(new DeviceId("sim-0"));
    fixture.report(new DeviceId("sim-0"), FirmwareStatus.FAILED, 20);

    for (var wish :
        List.of(
            new OperatorEvent.Paused(ANNA),
            new OperatorEvent.Canceled(ANNA),
            new OperatorEvent.Aborted(ANNA),
            new OperatorEvent.RetryFailed(ANNA),
            new OperatorEvent.NextWave(ANNA),
            new OperatorEvent.PaceChanged(RolloutPace.DEFAULT, ANNA))) {
      assertThat(code(fixture, wish)).isEqualTo("wrong-state");
      fixture.send(wish);
    }

    assertThat(fixture.state()).isEqualTo(RolloutState.COMPLETED);
    assertThat(fixture.device("sim-0").state()).isEqualTo(DeviceState.SUCCEEDED);
  }

  private static void approve(Fixture fixture) {
    var plan = fixture.rollout.view().plan();
    fixture.send(new OperatorEvent.Approved(plan == null ? OTHER : plan, ANNA));
  }

  private static @Nullable String code(Fixture fixture, OperatorEvent event) {
    var refusal = fixture.rollout.refusal(event);
    return refusal == null ? null : refusal.code();
  }
}
