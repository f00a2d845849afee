// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

/** Counts what was begun, and how much of it in the last minute. Confined to its budget's lock. */
final class Meter {
  private static final int SECONDS = 60;
  private static final long NANOS = 1_000_000_000L;

  private final long[] counts = new long[SECONDS];
  private final long[] secondOf = new long[SECONDS];
  private long total;

  void count(long nanoTime) {
    var second = Math.floorDiv(nanoTime, NANOS);
    var slot = Math.floorMod(second, SECONDS);
    if (secondOf[slot] != second) {
      secondOf[slot] = second;
      counts[slot] = 0;
    }
    counts[slot]++;
    total++;
  }

  long lastMinute(long nanoTime) {
    var second = Math.floorDiv(nanoTime, NANOS);
    var sum = 0L;
    for (var slot = 0; slot < SECONDS; slot++) {
      sum += second - secondOf[slot] < SECONDS ? counts[slot] : 0;
    }
    return sum;
  }

  long total() {
    return total;
  }
}
