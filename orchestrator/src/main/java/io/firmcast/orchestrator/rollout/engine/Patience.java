// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.Delivery;

/**
 * What becomes of a device about which nothing was heard: it is looked at again, asked again, or
 * given up, in this order.
 */
final class Patience {
  private final Core core;
  private final TimeLimits limits;
  private final Delivering delivering;

  Patience(Core core, TimeLimits limits, Delivering delivering) {
    this.core = core;
    this.limits = limits;
    this.delivering = delivering;
  }

  /** It may have been asked: its twin is read before anything else. */
  void unanswered(int place) {
    core.move(place, DeviceState.UNKNOWN);
    delivering.read(place);
  }

  /** What was waited for has not come, or its pause is over. */
  void due(int place) {
    core.fleet.timers.clear(place);
    if (core.fleet.is(place, Flag.CLEARING)) {
      core.command(new Command.ClearDesired(core.members.device(place), core.update(place)));
      core.wake(place, core.now + nextPause(place) + TimeLimits.READ_AGAIN.toMillis());
      return;
    }
    switch (core.fleet.state(place)) {
      case WAITING -> waited(place);
      case TRIGGERING -> notShown(place);
      case UNKNOWN -> {
        if (core.fleet.is(place, Flag.READING) || core.isEnding()) {
          delivering.read(place);
        } else if (core.mayStart()) {
          delivering.trigger(place);
        } else {
          core.wake(place, core.now + TimeLimits.READ_AGAIN.toMillis());
        }
      }
      case ACCEPTED, DOWNLOADING, APPLYING, CONFIRMING -> {
        if (core.fleet.is(place, Flag.READING) || core.now >= limits.progress(place)) {
          delivering.read(place);
        } else {
          core.wake(place, limits.look(place));
        }
      }
      default -> {
        // Nothing is waited for in the other states.
      }
    }
  }

  /** Commands may have been lost with the process that was to carry them out. */
  void takenOver(int place) {
    var state = core.fleet.state(place);
    if (core.fleet.is(place, Flag.CLEARING)) {
      core.command(new Command.ClearDesired(core.members.device(place), core.update(place)));
    } else if (isParked(place)) {
      delivering.desired(place);
    } else if (state == DeviceState.TRIGGERING && core.definition.delivery() == Delivery.DESIRED) {
      delivering.desired(place);
    } else if (state == DeviceState.TRIGGERING) {
      core.move(place, DeviceState.UNKNOWN, Wait.NONE, "taken over");
      delivering.read(place);
    } else if (state == DeviceState.UNKNOWN && core.fleet.is(place, Flag.READING)) {
      delivering.read(place);
    } else if (state.isUnderWay()) {
      delivering.read(place);
    }
  }

  private void waited(int place) {
    if (core.fleet.waiting(place) == Wait.PARKED) {
      delivering.read(place);
    } else if (core.fleet.waiting(place) == Wait.OFFLINE && core.now >= limits.start(place)) {
      core.move(place, DeviceState.TIMED_OUT, Wait.NONE, "offline");
    } else {
      core.move(place, DeviceState.QUEUED);
    }
  }

  private void notShown(int place) {
    if (core.definition.delivery() == Delivery.DESIRED && core.fleet.begun(place) > 0) {
      if (delivering.hasRoomToPark()) {
        delivering.offline(place);
      } else {
        core.move(place, DeviceState.UNKNOWN);
        delivering.read(place);
      }
    } else {
      unanswered(place);
    }
  }

  /** The twin was read and says no more than was known: only now may a deadline end anything. */
  void nothingNew(int place) {
    var state = core.fleet.state(place);
    if (state == DeviceState.UNKNOWN) {
      callAgain(place);
    } else if (state.isUnderWay()) {
      if (core.now < limits.progress(place)) {
        core.wake(place, limits.look(place));
      } else if (!delivering.retry(place, Cause.TIMED_OUT, "no-progress")) {
        core.move(place, DeviceState.TIMED_OUT, Wait.NONE, "no-progress");
        core.clear(place);
      }
    } else if (isParked(place)) {
      if (core.now < limits.start(place)) {
        core.wake(place, limits.start(place));
      } else {
        core.move(place, DeviceState.TIMED_OUT, Wait.NONE, "offline");
        core.clear(place);
      }
    }
  }

  private void callAgain(int place) {
    var tries = core.fleet.tries(place, Cause.UNKNOWN);
    if (core.isEnding()) {
      core.move(place, DeviceState.TIMED_OUT, Wait.NONE, "never-seen-on-the-device");
      core.clear(place);
    } else if (tries < Cause.UNKNOWN.most(core.definition.retries())) {
      core.fleet.tried(place, Cause.UNKNOWN);
      core.wake(place, core.now + limits.pause(place, tries));
    } else if (core.definition.delivery() == Delivery.METHOD) {
      core.move(place, DeviceState.TIMED_OUT, Wait.NONE, "never-seen-on-the-device");
    } else {
      delivering.offline(place);
    }
  }

  /** Its twin is read, but not at once. */
  void readAfterPause(int place) {
    core.fleet.set(place, Flag.READING, true);
    core.wake(place, core.now + nextPause(place));
  }

  long nextPause(int place) {
    var tries = core.fleet.hubTries(place);
    core.fleet.hubTries(place, tries + 1);
    return limits.pause(place, tries);
  }

  boolean isParked(int place) {
    return core.fleet.state(place) == DeviceState.WAITING
        && core.fleet.waiting(place) == Wait.PARKED;
  }
}
