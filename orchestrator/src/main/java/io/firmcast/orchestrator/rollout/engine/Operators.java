// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Approved;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Created;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Planned;
import io.firmcast.orchestrator.rollout.plan.Targets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which wishes may be fulfilled in which state. */
final class Operators {
  private static final Set<RolloutState> BEFORE =
      EnumSet.of(RolloutState.DRAFT, RolloutState.AWAITING_APPROVAL);
  private static final Set<RolloutState> ALIVE =
      EnumSet.of(RolloutState.SCHEDULED, RolloutState.RUNNING, RolloutState.PAUSED);

  private final Core core;

  Operators(Core core) {
    this.core = core;
  }

  /** Why not; null where nothing stands against it. */
  @Nullable Refusal refusal(OperatorEvent event) {
    if (event instanceof Created) {
      return core.created ? new Refusal("exists", "the rollout exists already") : null;
    }
    if (!core.created) {
      return new Refusal("not-found", "there is no such rollout");
    }
    if (event instanceof Planned planned) {
      return refusal(planned);
    }
    if (event instanceof Approved approved) {
      return refusal(approved);
    }
    if (event instanceof OperatorEvent.Denied) {
      return unless(core.state == RolloutState.AWAITING_APPROVAL, "deny");
    }
    if (event instanceof OperatorEvent.Started) {
      return refusalToStart();
    }
    if (event instanceof OperatorEvent.Paused) {
      return unless(isGoing(RolloutState.RUNNING, RolloutState.SCHEDULED), "pause");
    }
    if (event instanceof OperatorEvent.Resumed) {
      return unless(isGoing(RolloutState.PAUSED), "resume");
    }
    if (event instanceof OperatorEvent.Canceled) {
      return unless(
          core.ending == null && (BEFORE.contains(core.state) || ALIVE.contains(core.state)),
          "cancel");
    }
    if (event instanceof OperatorEvent.Aborted) {
      return unless(!core.state.isOver() && core.state != RolloutState.ABORTING, "abort");
    }
    if (event instanceof OperatorEvent.RolledBack) {
      return refusalToRollBack();
    }
    if (event instanceof OperatorEvent.RetryFailed) {
      return unless(isGoing(RolloutState.RUNNING, RolloutState.PAUSED), "retry the failed of");
    }
    if (event instanceof OperatorEvent.NextWave) {
      return refusalToGoOn();
    }
    return unless(
        core.ending == null && (BEFORE.contains(core.state) || ALIVE.contains(core.state)),
        "change the pace of");
  }

  private @Nullable Refusal refusal(Planned event) {
    if (!BEFORE.contains(core.state)) {
      return unless(false, "plan");
    }
    if (event.part() != 0 && event.part() != core.parts.count()) {
      return new Refusal(
          "wrong-part", "part " + core.parts.count() + " or 0 comes next, not " + event.part());
    }
    return (event.part() == 0 ? 0 : core.parts.size()) + event.devices().size() > Targets.MOST
        ? new Refusal("too-many", "a rollout has at most " + Targets.MOST + " devices")
        : null;
  }

  private @Nullable Refusal refusal(Approved event) {
    if (core.state != RolloutState.AWAITING_APPROVAL) {
      return unless(false, "approve");
    }
    return event.plan().equals(core.plan)
        ? null
        : new Refusal(
            "plan-drifted",
            "the plan is " + core.plan + " now, not " + event.plan() + ": look at it again");
  }

  private @Nullable Refusal refusalToStart() {
    if (!BEFORE.contains(core.state)) {
      return unless(false, "start");
    }
    if (core.state == RolloutState.AWAITING_APPROVAL
        || (core.definition.approval() && core.planned && !isApproved())) {
      return new Refusal("not-approved", "the plan has to be approved before it is started");
    }
    if (core.state == RolloutState.DRAFT && !core.planned) {
      return new Refusal("no-plan", "the devices have to be found before it is started");
    }
    return null;
  }

  /** Of the plan as it is now. */
  boolean isApproved() {
    return core.plan != null && core.plan.equals(core.approved);
  }

  private @Nullable Refusal refusalToRollBack() {
    if (core.definition.onError().rollBackTo() == null) {
      return new Refusal("no-earlier-firmware", "the definition names no earlier firmware");
    }
    return unless(isGoing(RolloutState.RUNNING, RolloutState.PAUSED), "roll back");
  }

  private @Nullable Refusal refusalToGoOn() {
    var state = core.progress.isEmpty() ? null : core.progress.get(core.wave).state;
    return unless(
        isGoing(RolloutState.RUNNING)
            && core.wave < core.waves.count() - 1
            && (state == WaveState.RUNNING || state == WaveState.SOAKING),
        "open the next wave of");
  }

  private boolean isGoing(RolloutState... states) {
    return core.ending == null && Set.of(states).contains(core.state);
  }

  private @Nullable Refusal unless(boolean may, String what) {
    var how = core.ending == null ? "" : " and ending";
    return may
        ? null
        : new Refusal("wrong-state", "cannot " + what + " a rollout that is " + core.state + how);
  }
}
