// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateNames;
import io.firmcast.orchestrator.rollout.plan.Members;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.firmcast.orchestrator.rollout.plan.Waves;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a rollout is at a moment, and the commands that the event in hand has led to. */
final class Core {
  final RolloutId id;
  final Reasons reasons = new Reasons();
  final RateMeter meter = new RateMeter();
  final Map<DeviceState, PhaseTimes> phaseTimes = new EnumMap<>(DeviceState.class);
  final Parts parts = new Parts();
  final Comparison comparison = new Comparison();
  RolloutDefinition definition = RolloutDefinition.DEFAULT;
  RolloutPace pace = RolloutPace.DEFAULT;
  Members members;
  Waves waves = Waves.of(List.of(), 0);
  Fleet fleet = new Fleet(0);
  Tally tally = new Tally(1);
  List<WaveProgress> progress = List.of();
  @Nullable PlanHash plan;
  @Nullable PlanHash approved;
  RolloutState state = RolloutState.DRAFT;
  @Nullable String reason;

  /** How it ends once nothing is open any more; null for by success. */
  @Nullable RolloutState ending;

  boolean created;
  boolean planned;

  /** The highest wave that may start devices. */
  int wave;

  /** Devices started so far, tries of the same one included. */
  long started;

  /** The latest time that ever came in: a clock that is set back does not undo what was due. */
  long now;

  /** When it was started, by a person or by its schedule; 0 for not yet. */
  long startedAt;

  /** When it was over; 0 for not yet. */
  long endedAt;

  private List<Command> out = new ArrayList<>();

  Core(RolloutId id) {
    this.id = id;
    this.members = Members.of(id, definition.targets(), List.of());
  }

  void command(Command command) {
    out.add(command);
  }

  List<Command> takeCommands() {
    var taken = out;
    out = new ArrayList<>();
    return taken;
  }

  void become(RolloutState next, @Nullable String why) {
    state = next;
    reason = why;
    if (next.isOver() && endedAt == 0) {
      endedAt = now;
    }
    command(new Command.Announce(new Decision.RolloutIs(next, why)));
  }

  void become(int number, WaveState next, @Nullable String why) {
    progress.get(number).state = next;
    progress.get(number).passedAt = next == WaveState.PASSED ? now : 0;
    command(new Command.Announce(new Decision.WaveIs(number + 1, next, why)));
  }

  /** Moves a device; every change of a device's state goes through here. */
  void move(int place, DeviceState next, Wait wait, @Nullable String why) {
    var from = fleet.state(place);
    if (!Transitions.isLegal(from, next)) {
      throw new IllegalStateException(members.device(place) + ": " + from + " to " + next);
    }
    var itsWave = fleet.wave(place);
    tally.leave(place, itsWave, from, fleet.waiting(place));
    fleet.state(place, next, wait, reasons.index(why), now);
    tally.enter(place, itsWave, next, wait);
    error(place, isError(from, next) && !fleet.is(place, Flag.BACK));
    expose(place, next.isInFlight() || wait == Wait.RETRY);
    if (next.isOver()) {
      fleet.timers.clear(place);
      fleet.set(place, Flag.READING, false);
      command(
          new Command.Announce(
              new Decision.DeviceIs(members.device(place), update(place), next, why)));
    }
  }

  void move(int place, DeviceState next) {
    move(place, next, Wait.NONE, null);
  }

  /** Of finished phases of that kind. */
  PhaseTimes phaseTimes(DeviceState phase) {
    return phaseTimes.computeIfAbsent(phase, first -> new PhaseTimes());
  }

  void wake(int place, long at) {
    fleet.timers.set(place, at);
  }

  /** The id of the device's current try. */
  UpdateId update(int place) {
    return UpdateNames.of(id.value(), members.device(place), Math.max(1, fleet.attempt(place)));
  }

  /** What the device is to have: the new firmware, or the earlier one on the way back. */
  FirmwareUpdate firmware(int place) {
    var earlier = definition.onError().rollBackTo();
    return fleet.is(place, Flag.BACK) && earlier != null ? earlier : definition.firmware();
  }

  /** Takes back what stands in the device's twin, if anything of ours may. */
  void clear(int place) {
    if (fleet.is(place, Flag.DESIRED) && !fleet.is(place, Flag.CLEARING)) {
      fleet.set(place, Flag.CLEARING, true);
      tally.clearing(1);
      command(new Command.ClearDesired(members.device(place), update(place)));
      wake(place, now + TimeLimits.ANSWER.toMillis());
    }
  }

  /** Whether devices may be told anything new. */
  boolean mayStart() {
    return (state == RolloutState.RUNNING && ending == null) || state == RolloutState.ROLLING_BACK;
  }

  /** Whether the end of its schedule would end it. */
  boolean mayEnd() {
    return state == RolloutState.SCHEDULED
        || state == RolloutState.RUNNING
        || state == RolloutState.PAUSED;
  }

  /** Whether what does not succeed now is not tried again. */
  boolean isEnding() {
    return ending != null || state == RolloutState.ABORTING;
  }

  boolean isDynamic() {
    return definition.targets().membership() == Targets.Membership.DYNAMIC;
  }

  Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  private void expose(int place, boolean exposed) {
    if (fleet.is(place, Flag.EXPOSED) != exposed) {
      fleet.set(place, Flag.EXPOSED, exposed);
      tally.exposed(fleet.wave(place), exposed ? 1 : -1);
    }
  }

  private void error(int place, boolean error) {
    if (fleet.is(place, Flag.ERROR) != error) {
      fleet.set(place, Flag.ERROR, error);
      progress.get(fleet.wave(place)).errors += error ? 1 : -1;
    }
  }

  /** Time-outs of devices that never took it on say nothing about the firmware. */
  private static boolean isError(DeviceState from, DeviceState next) {
    return next == DeviceState.FAILED
        || next == DeviceState.REJECTED
        || (next == DeviceState.TIMED_OUT && from.isUnderWay());
  }
}
