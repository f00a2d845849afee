// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

/**
 * Tells whether bytes come too slowly, asked at each half of the window: so it is known one and a
 * half windows after a server falls asleep, at the latest. Not thread-safe.
 */
final class Speed {
  private final double least;
  private long before;
  private long last;
  private int asked;

  /** That many bytes over a whole window are just enough. */
  Speed(double leastInWindow) {
    this.least = leastInWindow;
  }

  /** Whether the last two halves together brought too little; {@code total} never shrinks. */
  boolean isTooSlow(long total) {
    var tooSlow = ++asked >= 2 && total - before < least;
    before = last;
    last = total;
    return tooSlow;
  }
}
