// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.io.DataOutput;
import java.io.IOException;

/**
 * How long finished phases took, as a histogram of four buckets an octave: the p99 that it gives is
 * at most 25 % too long and never too short, and a million phases take no more room than one.
 */
final class PhaseTimes {
  private static final int BUCKETS = 64 * 4;
  private final int[] counts = new int[BUCKETS];
  private int total;

  void add(long millis) {
    counts[bucket(Math.max(0, millis))]++;
    total++;
  }

  int total() {
    return total;
  }

  /** An upper bound of the time that 99 % stayed within, in milliseconds; 0 for no phase. */
  long p99() {
    var above = total - (int) Math.ceil(total * 0.99);
    var seen = 0;
    for (var bucket = BUCKETS - 1; bucket >= 0; bucket--) {
      seen += counts[bucket];
      if (seen > above) {
        return end(bucket);
      }
    }
    return 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(total);
    for (var count : counts) {
      out.writeInt(count);
    }
  }

  private static int bucket(long millis) {
    if (millis < 4) {
      return (int) millis;
    }
    var octave = 63 - Long.numberOfLeadingZeros(millis);
    return (octave - 1) * 4 + (int) ((millis >>> (octave - 2)) & 3);
  }

  /** The longest time that falls into it. */
  private static long end(int bucket) {
    if (bucket < 4) {
      return bucket;
    }
    var octave = bucket / 4 + 1;
    var quarter = bucket % 4;
    return ((4L + quarter + 1) << (octave - 2)) - 1;
  }
}
