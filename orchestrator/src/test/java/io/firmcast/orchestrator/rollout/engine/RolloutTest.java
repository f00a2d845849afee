// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.ANNA;
import static io.firmcast.orchestrator.rollout.engine.Fixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.WavePlan;
import io.firmcast.orchestrator.rollout.plan.WaveSize;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {

  @Test
  void devices_are_asked_up_to_the_limit_and_the_next_one_as_soon_as_one_is_done() {
    var fixture = Fixture.started(draft(5).pace(RolloutPace.inFlight(2)).done());
    var first = Fixture.called(fixture.commands);

    fixture.succeed(first.get(0));

    assertThat(first).hasSize(2);
    assertThat(Fixture.called(fixture.commands)).hasSize(3).doesNotHaveDuplicates();
    assertThat(fixture.rollout.view().inFlight()).isEqualTo(2);
  }

  @Test
  void a_rollout_is_completed_when_every_device_has_proven_it() {
    var fixture = Fixture.started(draft(3).done());

    for (var device : Fixture.called(fixture.commands)) {
      fixture.accept(device);
      fixture.report(device, FirmwareStatus.DOWNLOADING, 3);
      fixture.report(device, FirmwareStatus.APPLYING, 4);
      fixture.report(device, FirmwareStatus.COMPLETED, 5);
    }

    assertThat(fixture.state()).isEqualTo(RolloutState.COMPLETED);
    assertThat(fixture.rollout.view().counts())
        .containsOnly(java.util.Map.entry(DeviceState.SUCCEEDED, 3));
    assertThat(fixture.rollout.wakeAt()).isNull();
  }

  @Test
  void a_rollout_of_nobody_is_completed_at_once() {
    var definition = draft(1).done();
    var nobody = new Fixture();
    nobody.send(new OperatorEvent.Created(definition, ANNA));
    nobody.send(new OperatorEvent.Planned(0, true, List.of(), ANNA));

    nobody.send(new OperatorEvent.Started(ANNA));

    assertThat(nobody.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void the_next_wave_begins_after_the_success_and_the_soak_of_the_one_before() {
    var fixture =
        Fixture.started(
            draft(10)
                .waves(WavePlan.of(WaveSize.devices(2)).withSoak(Duration.ofMinutes(30)))
                .done());
    var canaries = Fixture.called(fixture.commands);

    canaries.forEach(fixture::succeed);
    var soaking = fixture.rollout.views().waves().get(0);
    var early = fixture.later(Duration.ofMinutes(29));
    var due = fixture.later(Duration.ofMinutes(1));

    assertThat(canaries).hasSize(2);
    assertThat(soaking.state()).isEqualTo(WaveState.SOAKING);
    assertThat(Fixture.called(early)).isEmpty();
    assertThat(Fixture.called(due)).hasSize(8);
  }

  @Test
  void a_gate_waits_for_a_person() {
    var fixture =
        Fixture.started(draft(4).waves(WavePlan.of(WaveSize.devices(2)).withGate(true)).done());
    Fixture.called(fixture.commands).forEach(fixture::succeed);
    var waiting = fixture.later(Duration.ofDays(1));

    var opened = fixture.send(new OperatorEvent.NextWave(ANNA));

    assertThat(Fixture.called(waiting)).isEmpty();
    assertThat(Fixture.called(opened)).hasSize(2);
  }

  @Test
  void the_log_gives_the_same_rollout_to_the_byte() {
    var fixture = Fixture.started(draft(10).pace(RolloutPace.inFlight(3)).done());
    List.copyOf(Fixture.called(fixture.commands)).forEach(fixture::succeed);
    fixture.later(Duration.ofMinutes(7));

    var again = Rollout.replay(Fixture.ID, fixture.log);

    assertThat(again.digest()).isEqualTo(fixture.rollout.digest());
    assertThat(again.view()).isEqualTo(fixture.rollout.view());
  }

  @Test
  void another_event_gives_another_digest() {
    var fixture = Fixture.started(draft(10).done());
    var before = fixture.rollout.digest();

    fixture.accept(Fixture.called(fixture.commands).get(0));

    assertThat(fixture.rollout.digest()).isNotEqualTo(before);
  }

  @Test
  void a_clock_that_is_set_back_does_not_bring_back_the_past() {
    var fixture = Fixture.started(draft(1).done());
    fixture.later(Duration.ofHours(1));
    fixture.now = fixture.now.minus(Duration.ofHours(2));

    fixture.accept(new DeviceId("sim-0"));

    assertThat(fixture.device("sim-0").since()).isEqualTo(Fixture.BEGIN.plus(Duration.ofHours(1)));
  }

  @Test
  void a_reading_that_says_what_is_known_is_no_news() {
    var fixture = Fixture.started(draft(1).done());
    var device = new DeviceId("sim-0");
    fixture.accept(device);
    fixture.report(device, FirmwareStatus.DOWNLOADING, 3);
    var before = fixture.rollout.digest();
    var same =
        new DeviceEvent.Reported(
            device,
            fixture.update(device),
            new io.firmcast.orchestrator.rollout.Sighting(
                FirmwareStatus.DOWNLOADING, 8, null, null));

    var isNews = fixture.rollout.isNews(same);

    assertThat(isNews).isFalse();
    fixture.send(same);
    assertThat(fixture.rollout.views().rollout(0, null).counts())
        .containsOnlyKeys(DeviceState.DOWNLOADING);
    assertThat(before).isNotEqualTo(fixture.rollout.digest()); // only because it counts its events
  }
}
