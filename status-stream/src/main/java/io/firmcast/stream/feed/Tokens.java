// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

/** So many at once, and so many a second after that. Not thread-safe. */
final class Tokens {
  private final double most;
  private final double perNano;
  private double left;
  private long filledAt;

  /**
   * @param now of any origin, as {@link System#nanoTime} gives it
   */
  Tokens(int most, double perSecond, long now) {
    this.most = most;
    this.perNano = perSecond / 1e9;
    this.left = most;
    this.filledAt = now;
  }

  /** Takes one where there is one. */
  boolean take(long now) {
    fill(now);
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }

  boolean isFull(long now) {
    fill(now);
    return left >= most;
  }

  private void fill(long now) {
    left = Math.min(most, left + (now - filledAt) * perNano);
    filledAt = now;
  }
}
