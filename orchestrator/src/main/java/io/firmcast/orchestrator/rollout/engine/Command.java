// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import java.time.Instant;

/**
 * What a rollout wants done. It is carried out only after the event that led to it was kept, so a
 * command may be lost with its process (then {@link TimeEvent.TakenOver} makes up for it) but never
 * forgotten. Each one to the hub is answered by a {@link DeviceEvent}.
 */
public sealed interface Command {

  /**
   * Call the method. Answered by {@code Answered}, {@code Unanswered}, {@code Unreachable}, {@code
   * Refused} or {@code Removed}.
   *
   * @param firmware with its update id; the epoch is the caller's to add
   */
  record CallMethod(DeviceId device, UpdateId update, FirmwareUpdate firmware) implements Command {}

  /** Write the desired property. Answered by {@code DesiredWritten}, {@code Refused}. */
  record PatchDesired(DeviceId device, UpdateId update, FirmwareUpdate firmware)
      implements Command {}

  /**
   * Take the desired property back if it is still that update's. Answered by {@code DesiredCleared}
   * or {@code Refused}.
   */
  record ClearDesired(DeviceId device, UpdateId update) implements Command {}

  /**
   * Read the twin. Answered by {@code Reported}, {@code Silent}, {@code Refused}, {@code Removed}.
   */
  record ReadTwin(DeviceId device, UpdateId update) implements Command {}

  /** Read that reported property. Answered by {@code Measured}, or not at all. */
  record Measure(DeviceId device, String property) implements Command {}

  /** Come back with {@code Ticked} then; it replaces an earlier wish. */
  record WakeAt(Instant at) implements Command {}

  /** Tell whoever wants to know. It needs no answer and is not part of the state. */
  record Announce(Decision decision) implements Command {}
}
