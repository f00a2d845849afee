// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import java.time.Duration;

/**
 * How long an owner may be silent.
 *
 * @param beat between two signs of life
 * @param lease without one; then another may take over
 */
public record Terms(Duration beat, Duration lease) {
  /** So that a rollout goes on within ten seconds after its owner died. */
  public static final Terms USUAL = new Terms(Duration.ofSeconds(1), Duration.ofSeconds(5));

  public Terms {
    if (beat.toMillis() < 1 || lease.compareTo(beat.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException("a lease must be at least three beats");
    }
  }
}
