// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.kit.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rollouts that broke here: each is left alone for a while, longer each time, so that one that
 * breaks at once does not keep everybody busy. Confined to one context.
 */
final class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
  private static final long GOOD_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final Map<String, Trouble> troubles = new HashMap<>();
  private final Map<String, Long> begun = new HashMap<>();

  /** A rollout that broke so many times: it is not taken before then. */
  private record Trouble(int times, long until) {}

  Troubles(LongSupplier nanoTime, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1), random);
  }

  void began(String rollout) {
    begun.put(rollout, nanoTime.getAsLong());
  }

  void ended(String rollout) {
    begun.remove(rollout);
  }

  void broke(String rollout, Throwable reason) {
    @Nullable Long since = begun.remove(rollout);
    if (since != null && nanoTime.getAsLong() - since > GOOD_NANOS) {
      // It ran well for long: what happened to it before is no reason to wait now.
      troubles.remove(rollout);
    }
    var before = troubles.get(rollout);
    var times = before == null ? 0 : before.times() + 1;
    var pause = Duration.ofMillis(backoff.delayMillis(times)).toNanos();
    troubles.put(rollout, new Trouble(times, nanoTime.getAsLong() + pause));
    LOG.atWarn()
        .addKeyValue("rolloutId", rollout)
        .addKeyValue("reason", String.valueOf(reason.getMessage()))
        .addKeyValue("cause", String.valueOf(reason.getCause()))
        .log("rollout let go of; what is kept is where it will go on");
  }

  boolean isIn(String rollout) {
    var trouble = troubles.get(rollout);
    return trouble != null && nanoTime.getAsLong() < trouble.until();
  }

  /** Forgets all others. */
  void keepOnly(Set<String> rollouts) {
    troubles.keySet().retainAll(rollouts);
  }
}
