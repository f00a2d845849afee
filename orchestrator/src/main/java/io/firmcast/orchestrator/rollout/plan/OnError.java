// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import io.firmcast.contract.FirmwareUpdate;
import org.jspecify.annotations.Nullable;

/**
 * What is done when a wave has failed.
 *
 * @param rollBackTo the earlier firmware, with its signed permit as manifest; exactly where the
 *     action is {@link Action#ROLL_BACK}
 */
public record OnError(Action action, @Nullable FirmwareUpdate rollBackTo) {
  public static final OnError DEFAULT = new OnError(Action.PAUSE, null);

  /** What can be done. */
  public enum Action {
    /** No device is started until a person says so. */
    PAUSE,
    /** Everything is given up. */
    ABORT,
    /** Devices that have the new firmware are given the earlier one. */
    ROLL_BACK
  }

  public OnError {
    new Limits()
        .must(
            (action == Action.ROLL_BACK) == (rollBackTo != null),
            "rollBackTo",
            "be there if and only if the action is rollBack")
        .must(
            rollBackTo == null || (rollBackTo.updateId() == null && rollBackTo.epoch() == null),
            "rollBackTo",
            "have neither updateId nor epoch: each device gets its own")
        .enforce();
  }

  public static OnError abort() {
    return new OnError(Action.ABORT, null);
  }

  public static OnError rollBack(FirmwareUpdate earlier) {
    return new OnError(Action.ROLL_BACK, earlier);
  }
}
