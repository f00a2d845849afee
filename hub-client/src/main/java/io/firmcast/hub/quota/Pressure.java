// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import java.time.Duration;

/**
 * How much of its rate a budget uses: less each time the hub asks to slow down, which says that
 * others use it too or that it is smaller than was thought, and slowly all of it again. Confined to
 * its budget's lock.
 */
final class Pressure {
  private static final double CUT = 0.7;
  private static final double LEAST = 0.1;

  /** Calls under way together are refused together: that is one sign, not many. */
  private static final long NANOS_BETWEEN_CUTS = Duration.ofSeconds(1).toNanos();

  private static final double NANOS_TO_FULL = Duration.ofSeconds(60).toNanos();

  private double cutTo = 1;
  private long cutAt;
  private boolean wasCut;

  void felt(long now) {
    if (!wasCut || now - cutAt >= NANOS_BETWEEN_CUTS) {
      cutTo = Math.max(LEAST, speed(now) * CUT);
      cutAt = now;
      wasCut = true;
    }
  }

  /** From a tenth to 1. */
  double speed(long now) {
    return wasCut ? Math.min(1, cutTo + (now - cutAt) / NANOS_TO_FULL) : 1;
  }
}
