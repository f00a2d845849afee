// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest moves, numbered from 1, for clients that come back: a bounded piece of the past, and
 * whoever was away for longer is told so.
 */
final class Ring {
  private final @Nullable Move[] moves;
  private long newest;

  Ring(int capacity) {
    moves = new @Nullable Move[capacity];
  }

  /** Takes the next one in, in place of the oldest. */
  void add(Move move) {
    newest++;
    moves[place(newest)] = move;
  }

  long newest() {
    return newest;
  }

  /** Whether everything after this number is still here. */
  boolean holdsAfter(long seq) {
    return seq >= Math.max(0, newest - moves.length) && seq <= newest;
  }

  /** Those after this number, which it must hold. */
  List<Move> after(long seq, int atMost) {
    var end = Math.min(newest, seq + atMost);
    var found = new ArrayList<Move>((int) (end - seq));
    for (var number = seq + 1; number <= end; number++) {
      var move = moves[place(number)];
      if (move != null) {
        found.add(move);
      }
    }
    return found;
  }

  private int place(long number) {
    return (int) (number % moves.length);
  }
}
