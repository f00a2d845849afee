// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.util.Arrays;

/**
 * The queued places of one wave, the lowest of them always at hand: bits, bits over the words of
 * bits that are not empty, and so on. A plain bit set looks through all its words again whenever it
 * becomes sparse, which is what a wave of offline devices is.
 */
final class Ready {
  /** 64 to the fourth: more than a rollout may have. */
  private static final int LEVELS = 4;

  private static final int BITS = 6;

  private final long[][] levels = new long[LEVELS][1];

  void add(int place) {
    var index = place;
    for (var level = 0; level < LEVELS; level++) {
      var word = index >>> BITS;
      reach(level, word);
      levels[level][word] |= 1L << index;
      index = word;
    }
  }

  void remove(int place) {
    var index = place;
    for (var level = 0; level < LEVELS; level++) {
      var word = index >>> BITS;
      levels[level][word] &= ~(1L << index);
      if (levels[level][word] != 0) {
        return;
      }
      index = word;
    }
  }

  /** The lowest; -1 for none. */
  int first() {
    var index = 0;
    for (var level = LEVELS - 1; level >= 0; level--) {
      var word = levels[level][index];
      if (word == 0) {
        return -1;
      }
      index = (index << BITS) | Long.numberOfTrailingZeros(word);
    }
    return index;
  }

  private void reach(int level, int word) {
    if (word >= levels[level].length) {
      levels[level] = Arrays.copyOf(levels[level], Math.max(word + 1, levels[level].length * 2));
    }
  }
}
