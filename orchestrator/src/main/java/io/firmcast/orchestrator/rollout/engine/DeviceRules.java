// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Asked;
import io.firmcast.orchestrator.rollout.Execution;
import io.firmcast.orchestrator.rollout.ExecutionState;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Answered;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Refused;
import io.firmcast.orchestrator.rollout.plan.Delivery;

/** What the words of one device, and of the hub about it, mean for it. */
final class DeviceRules {
  private final Core core;
  private final TimeLimits limits;
  private final Delivering delivering;

  DeviceRules(Core core, TimeLimits limits, Delivering delivering) {
    this.core = core;
    this.limits = limits;
    this.delivering = delivering;
  }

  /** Whether the words are about the try that the device is at. */
  boolean isCurrent(int place, UpdateId update) {
    var attempt = core.fleet.attempt(place);
    return attempt > 0 && UpdateNames.isOf(update, core.id, core.members.device(place), attempt);
  }

  void answered(int place, Answered event) {
    if (!isBeingAsked(place)) {
      return;
    }
    core.fleet.hubTries(place, 0);
    var answer = event.answer();
    var means = new Execution.Queued().trigger().answered(answer, core.firmware(place).version());
    if (means instanceof Execution.Rejected rejected) {
      var busy = answer.status() == FirmwareAnswer.CONFLICT;
      if (!delivering.retry(place, busy ? Cause.BUSY : Cause.REJECTED, rejected.reason())) {
        core.move(place, DeviceState.REJECTED, Wait.NONE, rejected.reason());
      }
    } else if (means instanceof Execution.AlreadyInstalled) {
      succeeded(place, DeviceState.ALREADY_INSTALLED);
    } else {
      underWay(place, DeviceState.ACCEPTED);
    }
  }

  void unanswered(int place) {
    if (core.fleet.state(place) == DeviceState.TRIGGERING) {
      core.move(place, DeviceState.UNKNOWN);
      delivering.read(place);
    }
  }

  void unreachable(int place) {
    if (isBeingAsked(place)) {
      core.fleet.hubTries(place, 0);
      delivering.offline(place);
    }
  }

  void desiredWritten(int place) {
    if (core.fleet.state(place) == DeviceState.TRIGGERING) {
      core.fleet.hubTries(place, 0);
      core.fleet.begun(place, core.fleet.begun(place) == 0 ? core.now : core.fleet.begun(place));
      core.wake(place, core.now + TimeLimits.SHOWS_WITHIN.toMillis());
    }
  }

  void desiredCleared(int place) {
    if (core.fleet.is(place, Flag.CLEARING)) {
      core.fleet.set(place, Flag.CLEARING | Flag.DESIRED, false);
      core.tally.clearing(-1);
      core.fleet.timers.clear(place);
      if (core.fleet.state(place).isUnderWay()) {
        core.wake(place, limits.look(place));
      } else if (core.fleet.state(place) == DeviceState.WAITING) {
        core.move(place, DeviceState.QUEUED);
      }
    }
  }

  void refused(int place, Refused event) {
    var state = core.fleet.state(place);
    switch (event.command()) {
      case METHOD -> {
        if (state == DeviceState.TRIGGERING && event.cause() == HubCause.UNAVAILABLE) {
          core.move(place, DeviceState.UNKNOWN, Wait.NONE, "hub");
          readAfterPause(place);
        } else if (state == DeviceState.TRIGGERING) {
          delivering.hubRefused(place, event.cause());
        }
      }
      case DESIRED -> {
        if (core.fleet.is(place, Flag.CLEARING)) {
          core.wake(place, core.now + nextPause(place));
        } else if (state == DeviceState.TRIGGERING || isParked(place)) {
          delivering.hubRefused(place, event.cause());
        }
      }
      case READ -> {
        if (core.fleet.is(place, Flag.READING)) {
          readAfterPause(place);
        }
      }
    }
  }

  void reported(int place, Sighting sighting) {
    var state = core.fleet.state(place);
    if (state.isOver() || core.fleet.is(place, Flag.NEW_ID)) {
      return;
    }
    var known = known(place, state);
    var next = known.seen(sighting, core.firmware(place).version());
    var wasAsked = core.fleet.is(place, Flag.READING);
    core.fleet.set(place, Flag.READING, false);
    if (next == known || isSamePhase(known, next)) {
      if (wasAsked) {
        nothingNew(place);
      }
    } else if (next instanceof Asked.UnderWay further) {
      underWay(place, DeviceState.valueOf(further.state().name()));
      core.fleet.reported(place, further.reportedVersion());
    } else if (next instanceof Execution.Failed failed) {
      if (!delivering.retry(place, Cause.FAILED, failed.reason())) {
        core.move(place, DeviceState.FAILED, Wait.NONE, failed.reason());
      }
    } else {
      learn(place);
      succeeded(place, DeviceState.SUCCEEDED);
    }
  }

  void silent(int place) {
    var wasAsked = core.fleet.is(place, Flag.READING);
    core.fleet.set(place, Flag.READING, false);
    if (wasAsked) {
      nothingNew(place);
    }
  }

  void online(int place) {
    var waiting = core.fleet.waiting(place);
    if (core.fleet.state(place) != DeviceState.WAITING) {
      return;
    }
    if (waiting == Wait.OFFLINE && !core.fleet.is(place, Flag.CLEARING)) {
      core.fleet.timers.clear(place);
      core.fleet.hubTries(place, 0);
      core.move(place, DeviceState.QUEUED);
    } else if (waiting == Wait.PARKED) {
      delivering.read(place);
    }
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
        if (core.fleet.is(place, Flag.READING)) {
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
  private void nothingNew(int place) {
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

  /** Whether these words would change anything; what would not need not be kept. */
  boolean isNews(int place, Sighting sighting) {
    var state = core.fleet.state(place);
    if (state.isOver() || core.fleet.is(place, Flag.NEW_ID)) {
      return false;
    }
    var known = known(place, state);
    var next = known.seen(sighting, core.firmware(place).version());
    return core.fleet.is(place, Flag.READING) || (next != known && !isSamePhase(known, next));
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

  private void underWay(int place, DeviceState phase) {
    if (core.fleet.state(place).isUnderWay()) {
      learn(place);
    } else {
      core.fleet.begun(place, core.now);
      core.fleet.hubTries(place, 0);
    }
    core.move(place, phase);
    core.wake(place, limits.look(place));
  }

  private void succeeded(int place, DeviceState how) {
    core.move(place, core.fleet.is(place, Flag.BACK) ? DeviceState.ROLLED_BACK : how);
  }

  private void learn(int place) {
    var state = core.fleet.state(place);
    if (state.isUnderWay()) {
      core.phaseTimes(state).add(core.now - core.fleet.since(place));
    }
  }

  private void readAfterPause(int place) {
    core.fleet.set(place, Flag.READING, true);
    core.wake(place, core.now + nextPause(place));
  }

  private long nextPause(int place) {
    var tries = core.fleet.hubTries(place);
    core.fleet.hubTries(place, tries + 1);
    return limits.pause(place, tries);
  }

  private boolean isBeingAsked(int place) {
    var state = core.fleet.state(place);
    return state == DeviceState.TRIGGERING || state == DeviceState.UNKNOWN;
  }

  private boolean isParked(int place) {
    return core.fleet.state(place) == DeviceState.WAITING
        && core.fleet.waiting(place) == Wait.PARKED;
  }

  private Asked known(int place, DeviceState state) {
    return state.isUnderWay()
        ? new Asked.UnderWay(ExecutionState.valueOf(state.name()), core.fleet.reported(place))
        : new Asked.Triggering();
  }

  private static boolean isSamePhase(Asked known, Execution next) {
    return known instanceof Asked.UnderWay before
        && next instanceof Asked.UnderWay after
        && before.state() == after.state();
  }
}
