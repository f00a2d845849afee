// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.Schedule;

/** The ways in which a rollout stops: for a while, for good, by success, or backwards. */
final class Endings {
  private final Core core;

  Endings(Core core) {
    this.core = core;
  }

  void onError(String why) {
    switch (core.definition.onError().action()) {
      case PAUSE -> pause(why);
      case ABORT -> abort(RolloutState.ABORTED, why);
      case ROLL_BACK -> rollBack(why);
    }
  }

  /** No device is started, so what would start one that is offline now is taken back. */
  void pause(String why) {
    core.become(RolloutState.PAUSED, why);
    for (var place = 0; core.tally.parked() > 0 && place < core.fleet.size(); place++) {
      if (isParked(place)) {
        core.move(place, DeviceState.WAITING, Wait.OFFLINE, null);
        core.clear(place);
      }
    }
  }

  /** What has not begun never will; what is in flight may finish. */
  void cancel(String why) {
    giveUp(false, true);
    core.ending = RolloutState.CANCELED;
    core.reason = why;
  }

  void abort(RolloutState end, String why) {
    core.become(RolloutState.ABORTING, why);
    core.ending = end;
    giveUp(true, true);
  }

  /**
   * Those that have the new firmware get the earlier one, those that have not begun keep theirs.
   */
  void rollBack(String why) {
    core.become(RolloutState.ROLLING_BACK, why);
    giveUp(false, true);
    for (var place = 0; place < core.fleet.size(); place++) {
      turnBack(place);
    }
  }

  /** One that came through after the rollback had begun goes back as well. */
  void turnBack(int place) {
    if (core.fleet.state(place).isSuccess()) {
      core.fleet.set(place, Flag.BACK | Flag.NEW_ID, true);
      core.fleet.forgetTries(place);
      core.move(place, DeviceState.QUEUED);
    }
  }

  /** The end of the schedule has come. */
  void end(Schedule.EndBehaviour behaviour) {
    var why = "its end has come";
    if (core.tally.open() == 0) {
      core.become(RolloutState.COMPLETED, why);
    } else if (behaviour == Schedule.EndBehaviour.FORCE_CANCEL) {
      abort(RolloutState.CANCELED, why);
    } else {
      giveUp(false, behaviour == Schedule.EndBehaviour.CANCEL);
      core.ending = RolloutState.CANCELED;
      core.reason = why;
    }
  }

  /** Over, once nothing is open and nothing of ours is left in a twin that should not be. */
  void finish() {
    if (core.state.isOver() || (core.startedAt == 0 && core.ending == null)) {
      return;
    }
    if (core.tally.open() > 0 || (core.ending != null && core.tally.clearing() > 0)) {
      return;
    }
    var last = core.progress.isEmpty() ? null : core.progress.get(core.progress.size() - 1);
    var ending = core.ending;
    if (ending != null) {
      skipTheRest();
      core.become(ending, core.reason);
    } else if (core.state == RolloutState.ROLLING_BACK) {
      skipTheRest();
      core.become(RolloutState.ROLLED_BACK, core.reason);
    } else if (core.state == RolloutState.RUNNING
        && last != null
        && last.state == WaveState.PASSED
        && !core.isDynamic()) {
      core.become(RolloutState.COMPLETED, null);
    }
  }

  private void giveUp(boolean inFlight, boolean parked) {
    for (var place = 0; place < core.fleet.size(); place++) {
      var state = core.fleet.state(place);
      if (state.isOver() || (state.isInFlight() && !inFlight) || (isParked(place) && !parked)) {
        continue;
      }
      core.move(place, DeviceState.CANCELED);
      core.clear(place);
    }
  }

  private void skipTheRest() {
    for (var number = 0; number < core.progress.size(); number++) {
      var state = core.progress.get(number).state;
      if (state == WaveState.PENDING) {
        core.become(number, WaveState.SKIPPED, null);
      }
    }
  }

  private boolean isParked(int place) {
    return core.fleet.state(place) == DeviceState.WAITING
        && core.fleet.waiting(place) == Wait.PARKED;
  }
}
