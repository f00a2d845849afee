// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.rollout.engine.DeviceView;
import io.firmcast.orchestrator.rollout.engine.Wait;
import io.firmcast.orchestrator.store.ExecutionRow;
import java.util.Optional;

/** A device of a rollout as it is kept for lists. */
final class ExecutionRows {
  private ExecutionRows() {}

  static ExecutionRow of(DeviceView device) {
    var update = device.update();
    var reason = device.reason();
    if (reason == null && device.waiting() != Wait.NONE) {
      reason = StateName.of(device.waiting());
    }
    return new ExecutionRow(
        device.device().value(),
        device.wave(),
        StateName.of(device.state()),
        reason,
        device.attempt(),
        update == null ? null : update.value(),
        device.since());
  }

  /** Whom a command is about. */
  static Optional<DeviceId> device(Command command) {
    if (command instanceof Command.CallMethod call) {
      return Optional.of(call.device());
    } else if (command instanceof Command.PatchDesired patch) {
      return Optional.of(patch.device());
    } else if (command instanceof Command.ClearDesired clear) {
      return Optional.of(clear.device());
    } else if (command instanceof Command.ReadTwin read) {
      return Optional.of(read.device());
    }
    return Optional.empty();
  }
}
