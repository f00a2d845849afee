// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import java.util.List;

/** What a person, or a program in a person's name, wants of a rollout. */
public sealed interface OperatorEvent extends RolloutEvent {

  /** Who and why. */
  By by();

  /** The first event of each rollout. */
  record Created(RolloutDefinition definition, By by) implements OperatorEvent {}

  /**
   * A part of the devices that were found for the targets; the last part makes the plan. Part 0
   * begins anew, and voids an approval of another plan.
   *
   * @param part from 0
   * @param last whether this is all
   * @param devices at most 100,000, in any order
   */
  record Planned(int part, boolean last, List<DeviceId> devices, By by) implements OperatorEvent {
    public Planned {
      devices = List.copyOf(devices);
    }
  }

  /**
   * The plan may be started.
   *
   * @param plan that was seen and is approved; any other one is not
   */
  record Approved(PlanHash plan, By by) implements OperatorEvent {}

  record Denied(By by) implements OperatorEvent {}

  record Started(By by) implements OperatorEvent {}

  record Paused(By by) implements OperatorEvent {}

  /** Also takes what has failed so far as seen: only what fails from now on counts again. */
  record Resumed(By by) implements OperatorEvent {}

  /** Nothing is started any more; what is in flight may finish. */
  record Canceled(By by) implements OperatorEvent {}

  /** Everything is given up. */
  record Aborted(By by) implements OperatorEvent {}

  /** Devices that have the new firmware get the one that the definition names for it. */
  record RolledBack(By by) implements OperatorEvent {}

  /** Devices that failed, timed out or refused are tried once more. */
  record RetryFailed(By by) implements OperatorEvent {}

  /** The gate of a wave that soaks is opened; a wave that runs is taken as passed. */
  record NextWave(By by) implements OperatorEvent {}

  record PaceChanged(RolloutPace pace, By by) implements OperatorEvent {}
}
