// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.WavePlan;
import org.jspecify.annotations.Nullable;

/** Opens one wave after the other, and stops where one has failed. */
final class Gates {
  private final Core core;
  private final Endings endings;

  Gates(Core core, Endings endings) {
    this.core = core;
    this.endings = endings;
  }

  /** Every wave that has devices at risk is looked at, passed ones as well. */
  void evaluate() {
    if (core.state != RolloutState.RUNNING && core.state != RolloutState.PAUSED) {
      return;
    }
    if (core.ending != null || core.startedAt == 0) {
      return;
    }
    for (var number = 0; number <= core.wave; number++) {
      var tooMany = tooManyErrors(number);
      if (tooMany != null) {
        fail(number, tooMany);
        return;
      }
    }
    while (core.state == RolloutState.RUNNING && step()) {
      // One wave may be passed at once and the next one be empty.
    }
  }

  /** When a soak is over; {@code Long.MAX_VALUE} where nothing soaks. */
  long wakeAt() {
    var progress = current();
    return core.state == RolloutState.RUNNING
            && progress != null
            && progress.state == WaveState.SOAKING
            && core.now < progress.soaksUntil
        ? progress.soaksUntil
        : Long.MAX_VALUE;
  }

  /** Begins the wave after those that are done with; waves without a device are passed over. */
  void open(int number) {
    core.wave = number;
    core.become(number, WaveState.RUNNING, null);
  }

  /** Goes on behind the current wave, if there is another one. */
  void pass(@Nullable String why) {
    core.become(core.wave, WaveState.PASSED, why);
    var next = core.wave + 1;
    while (next < core.waves.count() - 1 && core.tally.size(next) == 0) {
      core.become(next, WaveState.SKIPPED, "no device");
      next++;
    }
    if (next < core.waves.count()) {
      open(next);
    }
  }

  /** Whether a person has to say that it may go on. */
  boolean isGated(int number) {
    return core.waves.plans().get(number).gate() && number < core.waves.count() - 1;
  }

  /** Whether the success asked for can still come. */
  boolean isReachable(int number) {
    var best = core.tally.succeeded(number) + core.tally.open(number);
    return plan(number).success().isReachedBy(best, core.tally.measured(number));
  }

  /** Whether enough of the wave have succeeded; of a wave of nobody, everybody has. */
  boolean isSuccess(int number) {
    return plan(number)
        .success()
        .isReachedBy(core.tally.succeeded(number), core.tally.measured(number));
  }

  private boolean step() {
    var progress = current();
    if (progress == null) {
      return false;
    }
    var plan = plan(core.wave);
    if (progress.state == WaveState.RUNNING) {
      if (isSuccess(core.wave) || (progress.excused && core.tally.open(core.wave) == 0)) {
        progress.soaksUntil = core.now + plan.soak().toMillis();
        core.become(core.wave, WaveState.SOAKING, null);
        for (var place = 0; place < core.fleet.size(); place++) {
          measure(place);
        }
        return true;
      }
      if (!progress.excused && !isReachable(core.wave)) {
        fail(core.wave, outOfReach(core.wave));
      }
      return false;
    }
    if (progress.state == WaveState.SOAKING
        && core.now >= progress.soaksUntil
        && (progress.opened || !isGated(core.wave))) {
      pass(null);
      return true;
    }
    return false;
  }

  private void fail(int number, String why) {
    core.become(number, WaveState.FAILED, why);
    endings.onError(why);
  }

  private @Nullable String tooManyErrors(int number) {
    var progress = core.progress.get(number);
    if (progress.state == WaveState.FAILED) {
      return null;
    }
    var failed = progress.errors - progress.errorsSeen;
    if (failed == 0) {
      return null;
    }
    var finished = failed + core.tally.succeeded(number) - progress.successesSeen;
    return plan(number).errors().isReachedBy(failed, finished)
        ? "wave " + (number + 1) + ": " + failed + " of " + finished + " finished devices failed"
        : null;
  }

  private String outOfReach(int number) {
    return "wave "
        + (number + 1)
        + ": "
        + core.tally.succeeded(number)
        + " of "
        + core.tally.measured(number)
        + " have succeeded and "
        + core.tally.open(number)
        + " are open, so "
        + plan(number).success()
        + " is out of reach";
  }

  /** Takes a number of the canary analysis: of a device that has the firmware, or is held back. */
  void measured(int place, double value) {
    var analysis = core.definition.analysis();
    var treated = core.fleet.state(place).isSuccess();
    if (analysis == null
        || core.fleet.is(place, Flag.MEASURED)
        || !Double.isFinite(value)
        || (!treated && core.fleet.state(place) != DeviceState.QUEUED)) {
      return;
    }
    core.fleet.set(place, Flag.MEASURED, true);
    var why = core.comparison.take(treated, value, analysis);
    var progress = current();
    if (why != null
        && core.state == RolloutState.RUNNING
        && progress != null
        && progress.state != WaveState.FAILED) {
      core.become(core.wave, WaveState.FAILED, why);
      endings.pause(why);
    }
  }

  /** While its wave soaks, a device that has the firmware, or is held back, is asked its number. */
  void measure(int place) {
    var analysis = core.definition.analysis();
    var progress = current();
    if (analysis != null && progress != null && progress.state == WaveState.SOAKING) {
      core.comparison.ask(core, analysis, place);
    }
  }

  private WavePlan plan(int number) {
    return core.waves.plans().get(number);
  }

  private @Nullable WaveProgress current() {
    return core.wave < core.progress.size() ? core.progress.get(core.wave) : null;
  }
}
