// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.orchestrator.rollout.plan.Rate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds after each event of each rollout, whatever happened. */
final class Invariants {
  private static final Set<DeviceState> RETRIED =
      Set.of(DeviceState.FAILED, DeviceState.TIMED_OUT, DeviceState.REJECTED);

  private final Fixture fixture;
  private final List<Long> starts = new ArrayList<>();
  private List<DeviceView> before = List.of();
  private RolloutState stateBefore = RolloutState.DRAFT;
  private long startedBefore;

  Invariants(Fixture fixture) {
    this.fixture = fixture;
  }

  void check(RolloutEvent event, List<Command> given) {
    var view = fixture.rollout.view();
    var devices = fixture.rollout.views().devices(0, Integer.MAX_VALUE, null);
    var begun = (int) (view.started() - startedBefore);

    terminal_states_stay(event, devices, view);
    if (begun > 0) {
      assertThat(view.inFlight()).as("in flight").isLessThanOrEqualTo(view.pace().inFlight());
      assertThat(stateBefore.isOver()).as("nothing begins after the end").isFalse();
      waves_are_passed_before_the_next_begins(view, given, devices);
      for (var i = 0; i < begun; i++) {
        starts.add(fixture.now.toEpochMilli());
      }
      var rate = view.pace().rate();
      if (rate != null && rate.factor() == 1) {
        no_minute_has_more_than(rate);
      }
    }
    failures_stay_within_the_limit(view);
    counts_add_up(view, devices);
    before = devices;
    stateBefore = view.state();
    startedBefore = view.started();
  }

  private void terminal_states_stay(
      RolloutEvent event, List<DeviceView> devices, RolloutView view) {
    if (stateBefore.isOver()) {
      assertThat(view.state()).isEqualTo(stateBefore);
    }
    for (var i = 0; i < before.size(); i++) {
      var was = before.get(i).state();
      var is = devices.get(i).state();
      if (was.isOver() && is != was) {
        var retried = event instanceof OperatorEvent.RetryFailed && RETRIED.contains(was);
        var turnedBack = view.state() == RolloutState.ROLLING_BACK && was.isSuccess();
        assertThat(retried || turnedBack).as(was + " became " + is + " by " + event).isTrue();
      }
    }
  }

  private static void waves_are_passed_before_the_next_begins(
      RolloutView view, List<Command> given, List<DeviceView> devices) {
    if (view.state() != RolloutState.RUNNING) {
      return;
    }
    var called = new HashSet<>(Fixture.called(given));
    for (var device : devices) {
      if (called.contains(device.device())) {
        for (var wave : view.waves().subList(0, device.wave() - 1)) {
          assertThat(wave.state()).isIn(WaveState.PASSED, WaveState.SKIPPED);
        }
      }
    }
  }

  private void no_minute_has_more_than(Rate rate) {
    var last = starts.get(starts.size() - 1);
    var inTheLastMinute = starts.stream().filter(at -> at > last - 60_000).count();
    assertThat(inTheLastMinute).as("starts in a minute").isLessThanOrEqualTo(rate.perMinute());
  }

  /** A limit of so many failures is never exceeded, because no more are put at risk. */
  private void failures_stay_within_the_limit(RolloutView view) {
    var plans = fixture.rollout.views().definition().waves();
    for (var i = 0; i < plans.size(); i++) {
      var count = plans.get(i).errors().count();
      if (count != null && isUntouched()) {
        assertThat(view.waves().get(i).failed()).isLessThanOrEqualTo(count);
      }
    }
  }

  /** Nobody has waived a failure, and no offline device came back by itself. */
  private boolean isUntouched() {
    return fixture.log.stream()
            .noneMatch(
                it ->
                    it.event() instanceof OperatorEvent.Resumed
                        || it.event() instanceof OperatorEvent.RetryFailed)
        && fixture.commands.stream().noneMatch(Command.PatchDesired.class::isInstance);
  }

  private static void counts_add_up(RolloutView view, List<DeviceView> devices) {
    assertThat(view.counts().values().stream().mapToInt(it -> it).sum()).isEqualTo(devices.size());
    assertThat(view.inFlight())
        .isEqualTo((int) devices.stream().filter(it -> it.state().isInFlight()).count());
    assertThat(view.parked())
        .isEqualTo((int) devices.stream().filter(it -> it.waiting() == Wait.PARKED).count());
  }
}
