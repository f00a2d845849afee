// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.Retries;

/** What a device did that may be worth another try. */
enum Cause {
  FAILED,
  REJECTED,
  BUSY,
  TIMED_OUT,
  UNKNOWN;

  int most(Retries retries) {
    return switch (this) {
      case FAILED -> retries.failed();
      case REJECTED -> retries.rejected();
      case BUSY -> retries.busy();
      case TIMED_OUT -> retries.timedOut();
      case UNKNOWN -> retries.unknown();
    };
  }

  /**
   * Whether the device has done with the id it was given. Under the same id it does nothing twice,
   * so where it may yet do it, the id stays.
   */
  boolean needsNewId() {
    return this == FAILED || this == REJECTED;
  }
}
