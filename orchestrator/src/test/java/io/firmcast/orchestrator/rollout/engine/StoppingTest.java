// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.ANNA;
import static io.firmcast.orchestrator.rollout.engine.Fixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Schedule;
import io.firmcast.orchestrator.rollout.plan.Schedule.EndBehaviour;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pause, cancel, abort, and the schedule that starts and ends. */
class StoppingTest {
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
}
