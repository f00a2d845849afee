// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateNames;
import io.firmcast.orchestrator.rollout.Asked;
import io.firmcast.orchestrator.rollout.Execution;
import io.firmcast.orchestrator.rollout.ExecutionState;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Answered;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Refused;

/** What the words of one device, and of the hub about it, mean for it. */
final class DeviceRules {
  private final Core core;
  private final TimeLimits limits;
  private final Delivering delivering;
  private final Patience patience;

  DeviceRules(Core core, TimeLimits limits, Delivering delivering, Patience patience) {
    this.patience = patience;
    this.core = core;
    this.limits = limits;
    this.delivering = delivering;
  }

  /** Whether the words are about the try that the device is at. */
  boolean isCurrent(int place, UpdateId update) {
    var attempt = core.fleet.attempt(place);
    return attempt > 0
        && UpdateNames.isOf(update, core.id.value(), core.members.device(place), attempt);
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
      patience.unanswered(place);
    }
  }

  void unreachable(int place) {
    if (isBeingAsked(place)) {
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
          patience.readAfterPause(place);
        } else if (state == DeviceState.TRIGGERING) {
          delivering.hubRefused(place, event.cause());
        }
      }
      case DESIRED -> {
        if (core.fleet.is(place, Flag.CLEARING)) {
          core.wake(place, core.now + patience.nextPause(place));
        } else if (state == DeviceState.TRIGGERING || patience.isParked(place)) {
          delivering.hubRefused(place, event.cause());
        }
      }
      case READ -> {
        if (core.fleet.is(place, Flag.READING)) {
          patience.readAfterPause(place);
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
        patience.nothingNew(place);
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
      patience.nothingNew(place);
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

  private boolean isBeingAsked(int place) {
    var state = core.fleet.state(place);
    return state == DeviceState.TRIGGERING || state == DeviceState.UNKNOWN;
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
