// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import io.firmcast.contract.UpdateId;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes ids for updates whose caller gave none: by time of making, then random, so that they sort.
 */
public final class UpdateIds {
  private final RandomGenerator random;

  public UpdateIds(RandomGenerator random) {
    this.random = random;
  }

  /** A new id, 80 random bits long. */
  public UpdateId next(Instant now) {
    return new UpdateId(
        "u-%011x-%010x%010x"
            .formatted(now.toEpochMilli(), random.nextLong(1L << 40), random.nextLong(1L << 40)));
  }
}
