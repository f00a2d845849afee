// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.orchestrator.store.Lease;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells owners that show no life. Their silence is measured here by a monotonic clock, from when a
 * beat was first seen: no two clocks have to agree. Confined to one context.
 */
final class Silence {
  private final String me;
  private final long lease;
  private final LongSupplier nanoTime;
  private final Map<String, Seen> seen = new HashMap<>();

  /** A lease as it was first seen in its present beat. */
  private record Seen(Lease lease, long since) {}

  /**
   * @param lease how long an owner may be silent
   */
  Silence(String me, Duration lease, LongSupplier nanoTime) {
    this.me = me;
    this.lease = lease.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Whether it may be taken: nobody's, ours, or of one that has been silent for long enough. */
  boolean isFree(Lease now) {
    if (now.owner() == null || now.owner().equals(me)) {
      return true;
    }
    var before = seen.get(now.rolloutId());
    var time = nanoTime.getAsLong();
    if (before == null
        || before.lease().epoch() != now.epoch()
        || before.lease().beat() != now.beat()) {
      seen.put(now.rolloutId(), new Seen(now, time));
      return false;
    }
    return time - before.since() >= lease;
  }

  /** Forgets all others. */
  void keepOnly(Set<String> rollouts) {
    seen.keySet().retainAll(rollouts);
  }
}
