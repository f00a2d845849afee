// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import io.firmcast.contract.FirmwareError;
import org.jspecify.annotations.Nullable;

/**
 * How far the update of one device is. Each state offers the transitions that are legal from it and
 * no others; a state that is {@link Over} offers none, so it never reopens.
 */
public sealed interface Execution permits Execution.Queued, Asked, Execution.Over {

  /** Its name. */
  ExecutionState state();

  /** Why it is in it, in one word of ours or the device's; null where that needs none. */
  default @Nullable String reason() {
    return null;
  }

  /** Nothing more will happen. */
  sealed interface Over extends Execution
      permits Succeeded, AlreadyInstalled, Failed, Rejected, TimedOut {}

  /** Wanted, and nothing done yet. */
  record Queued() implements Execution {
    public Asked.Triggering trigger() {
      return new Asked.Triggering();
    }

    @Override
    public ExecutionState state() {
      return ExecutionState.QUEUED;
    }
  }

  /** Proven: the device reported this update completed, and the version where one was asked for. */
  record Succeeded() implements Over {
    @Override
    public ExecutionState state() {
      return ExecutionState.SUCCEEDED;
    }
  }

  /** The device had done this very update before it was asked. */
  record AlreadyInstalled() implements Over {
    @Override
    public ExecutionState state() {
      return ExecutionState.ALREADY_INSTALLED;
    }
  }

  /** The device tried and reported that it could not. */
  record Failed(FirmwareError error) implements Over {
    @Override
    public String reason() {
      return error.code();
    }

    @Override
    public ExecutionState state() {
      return ExecutionState.FAILED;
    }
  }

  /** The device answered that it will not. */
  record Rejected(String reason) implements Over {
    @Override
    public ExecutionState state() {
      return ExecutionState.REJECTED;
    }
  }

  /** Nothing was heard for longer than is waited for. It may still happen on the device. */
  record TimedOut(String reason) implements Over {
    @Override
    public ExecutionState state() {
      return ExecutionState.TIMED_OUT;
    }
  }
}
