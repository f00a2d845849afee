// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.Delivery;
import org.jspecify.annotations.Nullable;

/** How a device is told: the steps of the ladder, all under one update id. */
final class Delivering {
  private final Core core;
  private final TimeLimits limits;

  Delivering(Core core, TimeLimits limits) {
    this.core = core;
    this.limits = limits;
  }

  /**
   * Tells a queued device, or one that may not have heard it, under a new id where it needs one.
   */
  void trigger(int place) {
    var fleet = core.fleet;
    if (fleet.is(place, Flag.NEW_ID)) {
      fleet.set(place, Flag.NEW_ID, false);
      forgetDesired(place);
      fleet.nextAttempt(place);
    }
    fleet.set(place, Flag.READING, false);
    core.move(place, DeviceState.TRIGGERING);
    core.wake(place, core.now + TimeLimits.ANSWER.toMillis());
    var device = core.members.device(place);
    var update = core.update(place);
    var firmware = core.firmware(place).withId(update);
    core.command(new Command.Announce(new Decision.DeviceStarts(device, update)));
    if (core.definition.delivery() == Delivery.DESIRED) {
      desired(place);
    } else {
      core.command(new Command.CallMethod(device, update, firmware));
    }
  }

  /** What stands in the twin speaks of an update that the device has done with. */
  private void forgetDesired(int place) {
    if (core.fleet.is(place, Flag.CLEARING)) {
      core.tally.clearing(-1);
    }
    core.fleet.set(place, Flag.CLEARING | Flag.DESIRED, false);
  }

  /** Writes the desired property, again where it was written before. */
  void desired(int place) {
    var update = core.update(place);
    core.fleet.set(place, Flag.DESIRED, true);
    core.command(
        new Command.PatchDesired(
            core.members.device(place), update, core.firmware(place).withId(update)));
  }

  /** Asks what the twin says; nothing is decided about the device before it is known. */
  void read(int place) {
    core.fleet.set(place, Flag.READING, true);
    core.command(new Command.ReadTwin(core.members.device(place), core.update(place)));
    core.wake(place, core.now + TimeLimits.READ_AGAIN.toMillis());
  }

  /** It was not reached: the next step of the ladder, or another try later. */
  void offline(int place) {
    if (core.fleet.begun(place) == 0) {
      core.fleet.begun(place, core.now);
    }
    if (core.isEnding()) {
      core.move(place, DeviceState.CANCELED);
      core.clear(place);
    } else if (core.now >= limits.start(place)) {
      core.move(place, DeviceState.TIMED_OUT, Wait.NONE, "offline");
      core.clear(place);
    } else if (core.definition.delivery() != Delivery.METHOD && hasRoomToPark()) {
      core.move(place, DeviceState.WAITING, Wait.PARKED, null);
      core.wake(place, limits.start(place));
      if (!core.fleet.is(place, Flag.DESIRED)) {
        desired(place);
      }
    } else {
      var tries = core.fleet.hubTries(place);
      core.fleet.hubTries(place, tries + 1);
      core.move(place, DeviceState.WAITING, Wait.OFFLINE, null);
      core.wake(place, Math.min(limits.start(place), core.now + limits.offlinePause(place, tries)));
    }
  }

  boolean hasRoomToPark() {
    return core.tally.parked() < core.pace.parked();
  }

  /** Not the device's doing: it waits and is tried again, as often as it takes. */
  void hubRefused(int place, HubCause cause) {
    if (core.isEnding()) {
      core.move(place, DeviceState.CANCELED);
      core.clear(place);
      return;
    }
    var tries = core.fleet.hubTries(place);
    core.fleet.hubTries(place, tries + 1);
    core.move(place, DeviceState.WAITING, Wait.HUB, cause.name());
    core.wake(place, core.now + limits.pause(place, tries));
  }

  /** Another try where that cause has one left; false where it has none. */
  boolean retry(int place, Cause cause, @Nullable String why) {
    var fleet = core.fleet;
    var tries = fleet.tries(place, cause);
    if (core.isEnding() || tries >= cause.most(core.definition.retries())) {
      return false;
    }
    fleet.tried(place, cause);
    fleet.begun(place, 0);
    if (cause.needsNewId()) {
      fleet.set(place, Flag.NEW_ID, true);
    }
    fleet.set(place, Flag.READING, false);
    core.move(place, DeviceState.WAITING, Wait.RETRY, why);
    core.wake(place, core.now + limits.pause(place, tries));
    return true;
  }
}
