// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.ANNA;
import static io.firmcast.orchestrator.rollout.engine.Fixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.plan.Rate;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.WavePlan;
import io.firmcast.orchestrator.rollout.plan.WaveSize;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changes while a rollout runs: its pace, its devices, another try. */
class WhileItRunsTest {
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
}
