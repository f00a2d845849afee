// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

/** Counts the attempts at one image, and says when it is enough. Not thread-safe. */
final class Patience {
  private final DownloadRules rules;
  private int attempts;
  private int fruitless;
  private int suspicious;
  private long furthest;

  Patience(DownloadRules rules) {
    this.rules = rules;
  }

  /** Whether to try again after that failure, when so much of the image was seen. */
  boolean lasts(DownloadException failure, long position) {
    attempts++;
    fruitless = position > furthest ? 0 : fruitless + 1;
    furthest = Math.max(furthest, position);
    return switch (failure.reason().again()) {
      case NEVER -> false;
      case SELDOM -> ++suspicious < rules.suspicious() && attempts < rules.attempts();
      case OFTEN -> fruitless < rules.fruitless() && attempts < rules.attempts();
    };
  }

  /** How often in a row nothing came of it: each time there is a longer wait. */
  int fruitless() {
    return fruitless;
  }
}
