// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a hub is limited to.
 *
 * @param units of the tier, 1 and up
 * @param patience how long an operation above the rate may wait for its turn before it is refused
 * @param speed how much faster than the clock the tier's time runs, for tests: 60 makes a minute's
 *     allowance a second's
 * @param quota whether the daily number of messages counts, too
 * @param retryAfter what a 429 says in its {@code Retry-After}; null for no such header, which is
 *     what the real hub does
 */
public record TierSettings(
    Tier tier,
    int units,
    Duration patience,
    double speed,
    boolean quota,
    @Nullable Duration retryAfter) {

  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);
  private static final double FASTEST = 1_000_000;

  /** Nothing is limited. */
  public static final TierSettings UNLIMITED = of(Tier.NONE);

  public TierSettings {
    if (units < 1 || units > tier.maxUnits()) {
      throw new IllegalArgumentException(
          "units: must be between 1 and " + tier.maxUnits() + " of " + tier);
    }
    if (patience.isNegative() || patience.compareTo(LONGEST_PATIENCE) > 0) {
      throw new IllegalArgumentException("patience: must be between 0s and 10m");
    }
    if (!(speed > 0 && speed <= FASTEST)) {
      throw new IllegalArgumentException("speed: must be above 0 and at most 1000000");
    }
    if (retryAfter != null && retryAfter.isNegative()) {
      throw new IllegalArgumentException("retryAfter: must not be negative");
    }
  }

  /** One unit, a patience of ten seconds, without quota. */
  public static TierSettings of(Tier tier) {
    return new TierSettings(tier, 1, Duration.ofSeconds(10), 1, false, null);
  }

  public TierSettings withTier(Tier newTier, int newUnits) {
    return new TierSettings(newTier, newUnits, patience, speed, quota, retryAfter);
  }

  public TierSettings withPatience(Duration newPatience) {
    return new TierSettings(tier, units, newPatience, speed, quota, retryAfter);
  }

  public TierSettings withSpeed(double newSpeed) {
    return new TierSettings(tier, units, patience, newSpeed, quota, retryAfter);
  }

  public TierSettings withQuota(boolean newQuota) {
    return new TierSettings(tier, units, patience, speed, newQuota, retryAfter);
  }

  public TierSettings withRetryAfter(@Nullable Duration newRetryAfter) {
    return new TierSettings(tier, units, patience, speed, quota, newRetryAfter);
  }
}
