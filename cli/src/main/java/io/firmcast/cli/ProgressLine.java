// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.io.PrintStream;

/**
 * One line at the bottom of a terminal that says how far something is, and nothing at all where
 * stderr is not a terminal. Not for several threads.
 */
final class ProgressLine {
  private static final int WIDTH = 24;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream terminal;
  private final boolean shown;

  ProgressLine(PrintStream terminal, boolean shown) {
    this.terminal = terminal;
    this.shown = shown;
  }

  /** On stderr, if somebody is looking at it: only the launcher can tell, and says so. */
  static ProgressLine onTerminal() {
    return new ProgressLine(System.err, Boolean.getBoolean("firmcast.terminal"));
  }

  /** Whether anybody looks: nothing needs to be counted for nobody. */
  boolean isShown() {
    return shown;
  }

  /** Draws the bar anew: {@code done} of {@code all}, then the words. */
  void show(long done, long all, String words) {
    if (shown) {
      var filled = all == 0 ? WIDTH : (int) (WIDTH * Math.min(done, all) / all);
      terminal.print(CLEAR + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + words);
      terminal.flush();
    }
  }

  /** Draws the words alone, where nobody knows how far it is. */
  void words(String words) {
    if (shown) {
      terminal.print(CLEAR + words);
      terminal.flush();
    }
  }

  /** Takes the line away, so that something else can be printed. */
  void clear() {
    if (shown) {
      terminal.print(CLEAR);
      terminal.flush();
    }
  }
}
