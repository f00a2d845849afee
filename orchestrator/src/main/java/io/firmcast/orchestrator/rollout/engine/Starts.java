// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.Span;
import org.jspecify.annotations.Nullable;

/** Starts as many queued devices as may be: the lowest wave first, and in it the lowest place. */
final class Starts {
  private final Core core;
  private final Delivering delivering;

  /** What the windows say; it follows from the definition and the time. */
  private @Nullable Span span;

  private long spanFrom;

  Starts(Core core, Delivering delivering) {
    this.core = core;
    this.delivering = delivering;
  }

  void fill() {
    if (!core.mayStart() || !isOpen()) {
      return;
    }
    var rate = core.pace.rate();
    var succeeded = rate == null ? 0 : core.tally.succeeded();
    var allowance =
        rate == null
            ? Integer.MAX_VALUE
            : core.meter.allowance(rate, core.now, core.started, succeeded);
    var begun = core.started;
    while (core.tally.inFlight() < core.pace.inFlight() && core.started - begun < allowance) {
      var place = next();
      if (place < 0) {
        break;
      }
      core.started++;
      delivering.trigger(place);
    }
    if (rate != null && core.started > begun) {
      core.meter.started((int) (core.started - begun), rate, core.now, core.started, succeeded);
    }
  }

  /** The next queued device that may be started; -1 where none may. */
  int next() {
    var last = core.state == RolloutState.ROLLING_BACK ? core.waves.count() - 1 : core.wave;
    for (var wave = 0; wave <= last; wave++) {
      var place = core.tally.firstReady(wave);
      if (place >= 0 && hasRoomToFail(wave)) {
        return place;
      }
    }
    return -1;
  }

  /** Of a wave with a limit of so many failures, no more than that many are ever put at risk. */
  boolean hasRoomToFail(int wave) {
    if (core.state == RolloutState.ROLLING_BACK) {
      return true;
    }
    var progress = core.progress.get(wave);
    var failed = progress.errors - progress.errorsSeen;
    return core.tally.exposed(wave) < core.waves.plans().get(wave).errors().allows(failed);
  }

  /** Whether it is the time for starts; going back to what worked does not wait for one. */
  boolean isOpen() {
    return core.state == RolloutState.ROLLING_BACK || span().open();
  }

  Span span() {
    var known = span;
    var until = known == null ? null : known.until();
    if (known == null
        || core.now < spanFrom
        || (until != null && core.now >= until.toEpochMilli())) {
      known = core.definition.windows().at(core.instant());
      span = known;
      spanFrom = core.now;
    }
    return known;
  }

  /** When to try again; {@code Long.MAX_VALUE} where only an event can make a difference. */
  long wakeAt() {
    if (!core.mayStart() || next() < 0) {
      return Long.MAX_VALUE;
    }
    if (!isOpen()) {
      var until = span().until();
      return until == null ? Long.MAX_VALUE : until.toEpochMilli();
    }
    var isFull = core.tally.inFlight() >= core.pace.inFlight();
    return isFull || core.pace.rate() == null ? Long.MAX_VALUE : core.meter.next();
  }
}
