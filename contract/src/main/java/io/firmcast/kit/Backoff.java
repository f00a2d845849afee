// SPDX-License-Identifier: Apache-2.0
package io.firmcast.kit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a retry: anything from nothing to {@code first × 2^attempt}, at most
 * {@code longest}. Full jitter, so that those who failed together do not come back together.
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

  public Backoff {
    if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("needs 1 ms <= first <= longest");
    }
  }

  /**
   * Milliseconds, at least 1 (a Vert.x timer takes no less), before retry number {@code attempt},
   * which counts from 0.
   */
  public long delayMillis(int attempt) {
    var doublings = Math.min(Math.max(0, attempt), 30);
    var ceiling = Math.min(first.multipliedBy(1L << doublings).toMillis(), longest.toMillis());
    return Math.max(1, random.nextLong(ceiling + 1));
  }
}
