// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * Lines at the bottom of a terminal that are drawn anew in their place, and nothing at all where
 * stderr is not a terminal. Not for several threads.
 */
final class Drawing {
  private static final String CLEAR_BELOW = "\r\u001b[J";

  private final PrintStream terminal;
  private final boolean shown;
  private int lines;

  Drawing(PrintStream terminal, boolean shown) {
    this.terminal = terminal;
    this.shown = shown;
  }

  /** On stderr, if somebody is looking at it: only the launcher can tell, and says so. */
  static Drawing onTerminal() {
    return new Drawing(System.err, Boolean.getBoolean("firmcast.terminal"));
  }

  boolean isShown() {
    return shown;
  }

  void draw(List<String> picture) {
    if (shown) {
      clear();
      picture.forEach(line -> terminal.print(line + "\n"));
      terminal.flush();
      lines = picture.size();
    }
  }

  /** Takes the lines away, so that something else can be printed. */
  void clear() {
    if (shown) {
      terminal.print((lines == 0 ? "" : "\u001b[" + lines + "A") + CLEAR_BELOW);
      terminal.flush();
      lines = 0;
    }
  }
}
