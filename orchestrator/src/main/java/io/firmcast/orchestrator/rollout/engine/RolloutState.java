// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/** How far a rollout is. */
public enum RolloutState {
  /** Without a plan, or with one that nobody has to approve, and not started. */
  DRAFT,
  AWAITING_APPROVAL,
  DENIED,
  /** Started, and its time has not come. */
  SCHEDULED,
  RUNNING,
  /** No device is started; those in flight are followed. */
  PAUSED,
  COMPLETED,
  /** Given up; what stands in twins is being taken back. */
  ABORTING,
  ABORTED,
  CANCELED,
  /** Devices that have the new firmware are given the earlier one. */
  ROLLING_BACK,
  ROLLED_BACK;

  /** Nothing more will happen. */
  public boolean isOver() {
    return switch (this) {
      case DENIED, COMPLETED, ABORTED, CANCELED, ROLLED_BACK -> true;
      case DRAFT, AWAITING_APPROVAL, SCHEDULED, RUNNING, PAUSED, ABORTING, ROLLING_BACK -> false;
    };
  }
}
