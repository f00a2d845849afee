// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.PhaseDeadline;
import io.firmcast.orchestrator.rollout.plan.StableHash;
import java.time.Duration;

/** How long a device is let be in the state it is in, and how long a pause is. */
final class TimeLimits {
  /** A method may take 300 s; after this, whoever was to tell its outcome has died. */
  static final Duration ANSWER = Duration.ofMinutes(6);

  /** For an online device to show that it has read its desired property. */
  static final Duration SHOWS_WITHIN = Duration.ofMinutes(2);

  /** Until a reading that was not answered is asked for again. */
  static final Duration READ_AGAIN = Duration.ofMinutes(1);

  /** The longest pause before an offline device is tried again. */
  private static final Duration OFFLINE = Duration.ofHours(1);

  private static final long UNLIMITED = Long.MAX_VALUE;

  private final Core core;

  TimeLimits(Core core) {
    this.core = core;
  }

  /** Until when an offline device is waited for. */
  long start(int place) {
    return core.fleet.begun(place) + core.definition.deadlines().start().toMillis();
  }

  /** Until when a device that is under way has to get further. */
  long progress(int place) {
    var whole = core.fleet.begun(place) + core.definition.deadlines().inProgress().toMillis();
    var state = core.fleet.state(place);
    var allowed = allowed(state);
    return Math.min(whole, allowed == UNLIMITED ? UNLIMITED : core.fleet.since(place) + allowed);
  }

  /** How long a device may be in that phase, in milliseconds; {@code Long.MAX_VALUE} for ever. */
  long allowed(DeviceState phase) {
    var deadline = of(phase);
    var fixed = deadline.fixed();
    if (fixed != null) {
      return fixed.toMillis();
    }
    var times = deadline.timesP99();
    var finished = core.phaseTimes(phase);
    if (times == null || finished.total() < deadline.minimumSample()) {
      return UNLIMITED;
    }
    return Math.max(deadline.least().toMillis(), (long) Math.ceil(finished.p99() * times));
  }

  /** When to look at a device under way: at its deadline, or soon where that is being learned. */
  long look(int place) {
    var deadline = of(core.fleet.state(place));
    var learning = deadline.timesP99() != null && allowed(core.fleet.state(place)) == UNLIMITED;
    var soon = core.now + Math.max(60_000, deadline.least().toMillis());
    return learning ? Math.min(progress(place), soon) : progress(place);
  }

  /**
   * A pause of full jitter: anything up to a bound that doubles, but never nothing, so that time
   * passes between two tries.
   */
  long pause(int place, int earlier) {
    return pause(place, earlier, core.definition.retries().most());
  }

  /** The same for a device that was offline: each try costs a call, and few have come back. */
  long offlinePause(int place, int earlier) {
    var most = core.definition.retries().most();
    return pause(place, earlier, most.compareTo(OFFLINE) > 0 ? most : OFFLINE);
  }

  private long pause(int place, int earlier, Duration most) {
    var first = core.definition.retries().first().toMillis();
    var bound = Math.min(most.toMillis(), first << Math.min(20, earlier));
    var hash = StableHash.with(core.members.hash(place), core.now + earlier);
    return 1 + (long) (StableHash.fraction(hash) * bound);
  }

  private PhaseDeadline of(DeviceState phase) {
    var deadlines = core.definition.deadlines();
    return switch (phase) {
      case DOWNLOADING -> deadlines.downloading();
      case APPLYING -> deadlines.applying();
      case CONFIRMING -> deadlines.confirming();
      default -> deadlines.accepted();
    };
  }
}
