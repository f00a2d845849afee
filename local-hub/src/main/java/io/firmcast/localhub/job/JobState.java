// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import java.util.Locale;

/** Where a job stands. */
public enum JobState {
  /** Its time has come, its turn has not. */
  QUEUED,
  /** Its time is in the future. */
  SCHEDULED,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** The name on the wire: two l in cancelled, unlike {@link DeviceState}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean ended() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /** Counts against the tier's number of active jobs. Section 6, inferred: one in future not. */
  boolean active() {
    return this == QUEUED || this == RUNNING;
  }
}
