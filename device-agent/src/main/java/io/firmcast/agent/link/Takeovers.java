// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Suspects that another client uses this device's id. The hub gives no reason when it closes a
 * connection in favour of a newer one; but a rival is back within moments, again and again, which
 * neither an outage nor a renewal is.
 *
 * <p>Section 1.6, inferred: there is nothing on the wire by which to know for certain.
 */
final class Takeovers {
  /** A rival that was evicted is back within this time, or it is no hurry of ours. */
  static final Duration SHORT_LIFE = Duration.ofSeconds(5);

  /** So many short lives in a row are no accident. */
  static final int SUSPICIOUS = 3;

  /** A connection that lasts as long has no rival any more. */
  static final Duration PEACE = Duration.ofMinutes(10);

  private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private int shortLives;

  /** Whether the connection that was lost after that time was probably taken over. */
  boolean suspect(Duration life) {
    if (life.compareTo(PEACE) >= 0) {
      shortLives = 0;
    } else if (life.compareTo(SHORT_LIFE) < 0 || shortLives >= SUSPICIOUS) {
      shortLives++;
    } else {
      shortLives = 0;
    }
    return shortLives >= SUSPICIOUS;
  }

  /** How long to leave the id to the other: each of two rivals waits, and not equally long. */
  static long pauseMillis(RandomGenerator random) {
    return random.nextLong(SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis());
  }
}
