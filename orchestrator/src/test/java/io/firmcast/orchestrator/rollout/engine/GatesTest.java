// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.ANNA;
import static io.firmcast.orchestrator.rollout.engine.Fixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.plan.ErrorLimit;
import io.firmcast.orchestrator.rollout.plan.OnError;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Share;
import io.firmcast.orchestrator.rollout.plan.WavePlan;
import io.firmcast.orchestrator.rollout.plan.WaveSize;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final ErrorLimit ANY_NUMBER = ErrorLimit.count(1_000_000);

  @Test
  void a_wave_passes_exactly_at_its_success_threshold_and_not_just_below() {
    var wave =
        WavePlan.of(WaveSize.devices(20)).withSuccess(Share.percent(95)).withErrors(ANY_NUMBER);
    var fixture = Fixture.started(draft(40).waves(wave).done());
    var asked = List.copyOf(Fixture.called(fixture.commands));

    asked.subList(0, 18).forEach(fixture::succeed);
    var below = fixture.rollout.views().waves().get(0).state();
    fixture.succeed(asked.get(18));
    var at = fixture.rollout.views().waves().get(0).state();

    assertThat(below).isEqualTo(WaveState.RUNNING);
    assertThat(at).isEqualTo(WaveState.PASSED);
  }

  @Test
  void a_wave_that_cannot_succeed_any_more_fails_before_it_has_tried_everybody() {
    var wave =
        WavePlan.of(WaveSize.devices(20)).withSuccess(Share.percent(95)).withErrors(ANY_NUMBER);
    var fixture = Fixture.started(draft(40).waves(wave).pace(RolloutPace.inFlight(5)).done());

    fixture.fail(fixture.in(DeviceState.TRIGGERING).get(0));
    var afterOne = fixture.state();
    fixture.fail(fixture.in(DeviceState.TRIGGERING).get(0));

    assertThat(afterOne).isEqualTo(RolloutState.RUNNING);
    assertThat(fixture.state()).isEqualTo(RolloutState.PAUSED);
    assertThat(fixture.rollout.view().reason()).contains("0 of 20", "95% is out of reach");
  }

  @Test
  void errors_stop_it_exactly_at_the_limit() {
    var wave =
        WavePlan.of(WaveSize.percent(100))
            .withErrors(ErrorLimit.share(Share.percent(20), 10))
            .withSuccess(Share.percent(1));
    var fixture = Fixture.started(draft(100).waves(wave).done());
    var asked = List.copyOf(Fixture.called(fixture.commands));
    asked.subList(0, 8).forEach(fixture::succeed);

    fixture.fail(asked.get(8));
    var one = fixture.state();
    fixture.fail(asked.get(9));

    assertThat(one).isEqualTo(RolloutState.RUNNING);
    assertThat(fixture.state()).isEqualTo(RolloutState.PAUSED);
    assertThat(fixture.rollout.view().reason())
        .isEqualTo("wave 1: 2 of 10 finished devices failed");
  }

  @Test
  void resuming_forgives_what_was_seen_and_the_next_failures_count_anew() {
    var wave =
        WavePlan.of(WaveSize.percent(100))
            .withErrors(ErrorLimit.count(2))
            .withSuccess(Share.percent(1));
    var fixture = Fixture.started(draft(100).waves(wave).pace(RolloutPace.inFlight(10)).done());
    failTwo(fixture);
    var stopped = fixture.state();

    fixture.send(new OperatorEvent.Resumed(ANNA));
    var resumed = fixture.state();
    failTwo(fixture);

    assertThat(stopped).isEqualTo(RolloutState.PAUSED);
    assertThat(resumed).isEqualTo(RolloutState.RUNNING);
    assertThat(fixture.state()).isEqualTo(RolloutState.PAUSED);
  }

  @Test
  void no_more_are_put_at_risk_than_may_fail() {
    var wave = WavePlan.of(WaveSize.percent(100)).withErrors(ErrorLimit.count(3));
    var fixture = Fixture.started(draft(100).waves(wave).pace(RolloutPace.inFlight(50)).done());
    var asked = Fixture.called(fixture.commands);

    fixture.fail(asked.get(0));

    assertThat(asked).hasSize(3);
    assertThat(fixture.in(DeviceState.TRIGGERING)).hasSize(2);
    fixture.succeed(asked.get(1));
    assertThat(fixture.in(DeviceState.TRIGGERING)).hasSize(2);
  }

  @Test
  void stragglers_of_a_passed_wave_still_stop_it_when_they_fail() {
    var first =
        WavePlan.of(WaveSize.devices(10))
            .withSuccess(Share.percent(50))
            .withErrors(ErrorLimit.share(Share.percent(30), 5));
    var fixture = Fixture.started(draft(20).waves(first).done());
    var asked = List.copyOf(Fixture.called(fixture.commands));
    asked.subList(0, 5).forEach(fixture::succeed);
    var second = fixture.rollout.views().waves().get(1).state();

    asked.subList(5, 8).forEach(fixture::fail);

    assertThat(second).isEqualTo(WaveState.RUNNING);
    assertThat(fixture.state()).isEqualTo(RolloutState.PAUSED);
  }

  @Test
  void errors_can_abort_everything() {
    var wave = WavePlan.of(WaveSize.percent(100)).withErrors(ErrorLimit.count(1));
    var fixture = Fixture.started(draft(10).waves(wave).onError(OnError.abort()).done());

    fixture.fail(Fixture.called(fixture.commands).get(0));

    assertThat(fixture.state()).isEqualTo(RolloutState.ABORTED);
    assertThat(fixture.in(DeviceState.CANCELED)).hasSize(9);
  }

  @Test
  void errors_can_bring_the_earlier_firmware_back() {
    var wave =
        WavePlan.of(WaveSize.percent(100))
            .withErrors(ErrorLimit.share(Share.percent(50), 2))
            .withSuccess(Share.percent(1));
    var earlier = Fixture.firmware("2.0.0");
    var fixture =
        Fixture.started(
            draft(10)
                .waves(wave)
                .pace(RolloutPace.inFlight(2))
                .onError(OnError.rollBack(earlier))
                .done());
    var good = fixture.in(DeviceState.TRIGGERING).get(0);
    fixture.succeed(good);
    fixture.fail(fixture.in(DeviceState.TRIGGERING).get(0));

    var back =
        Fixture.only(Command.CallMethod.class, fixture.commands).stream()
            .filter(it -> "2.0.0".equals(it.firmware().version()))
            .toList();
    fixture.accept(good);
    fixture.report(good, io.firmcast.contract.FirmwareStatus.COMPLETED, 12, "2.0.0");
    var last = fixture.in(DeviceState.TRIGGERING).get(0);
    fixture.succeed(last);
    fixture.accept(last);
    fixture.report(last, io.firmcast.contract.FirmwareStatus.COMPLETED, 12, "2.0.0");

    assertThat(back).extracting(Command.CallMethod::device).containsExactly(good);
    assertThat(back.get(0).update().value()).endsWith("-2");
    assertThat(fixture.in(DeviceState.ROLLED_BACK)).containsExactlyInAnyOrder(good, last);
    assertThat(fixture.state()).isEqualTo(RolloutState.ROLLED_BACK);
  }

  /** Promise 28: the canaries stop a firmware that fails everywhere. */
  @Test
  void bad_firmware_of_10000_devices_is_started_on_the_canaries_only() {
    assertThat(startedOf(10_000, always -> true)).isLessThanOrEqualTo(10);
  }

  /** Promise 28: firmware that is good on the canaries and bad on all others. */
  @Test
  void bad_firmware_of_10000_devices_behind_good_canaries_is_started_on_60_at_most() {
    assertThat(startedOf(10_000, isOther -> isOther)).isEqualTo(60);
  }

  private static int startedOf(int devices, java.util.function.Predicate<Boolean> fails) {
    var canaries = WavePlan.of(WaveSize.devices(10)).withErrors(ErrorLimit.count(10));
    var rest = WavePlan.of(WaveSize.percent(100)).withErrors(ErrorLimit.count(50));
    var fixture =
        Fixture.started(
            draft(devices).waves(canaries, rest).pace(RolloutPace.inFlight(1_000)).done());
    for (var next = 0; next < Fixture.called(fixture.commands).size(); next++) {
      var device = Fixture.called(fixture.commands).get(next);
      if (fails.test(fixture.device(device.value()).wave() > 1)) {
        fixture.fail(device);
      } else {
        fixture.succeed(device);
      }
    }
    assertThat(fixture.state()).isEqualTo(RolloutState.PAUSED);
    return (int) Fixture.called(fixture.commands).stream().distinct().count();
  }

  @Test
  void a_soak_in_which_a_device_fails_ends_in_a_pause() {
    var wave =
        WavePlan.of(WaveSize.devices(4))
            .withSuccess(Share.percent(75))
            .withErrors(ErrorLimit.share(Share.percent(25), 4))
            .withSoak(Duration.ofHours(1));
    var fixture = Fixture.started(draft(10).waves(wave).done());
    var asked = List.copyOf(Fixture.called(fixture.commands));
    asked.subList(0, 3).forEach(fixture::succeed);

    fixture.fail(asked.get(3));
    var later = fixture.later(Duration.ofHours(2));

    assertThat(fixture.state()).isEqualTo(RolloutState.PAUSED);
    assertThat(Fixture.called(later)).isEmpty();
  }

  @Test
  void devices_that_left_are_no_part_of_what_is_measured() {
    var fixture = Fixture.started(draft(2).done());
    fixture.send(new DeviceEvent.Removed(new DeviceId("sim-0")));

    fixture.succeed(new DeviceId("sim-1"));

    assertThat(fixture.state()).isEqualTo(RolloutState.COMPLETED);
    assertThat(fixture.rollout.views().waves().get(0).measured()).isEqualTo(1);
  }

  private static void failTwo(Fixture fixture) {
    fixture.fail(fixture.in(DeviceState.TRIGGERING).get(0));
    fixture.fail(fixture.in(DeviceState.TRIGGERING).get(0));
  }
}
