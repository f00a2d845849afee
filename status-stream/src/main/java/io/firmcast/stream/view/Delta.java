// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.StatusChanged;
import java.util.List;

/**
 * Changes that the view took in one after the other, oldest first.
 *
 * @param seq of the last of them
 */
public record Delta(long seq, List<Move> moves) {

  public Delta {
    moves = List.copyOf(moves);
  }

  /** Those that a client with this filter must hear of. */
  public List<StatusChanged> concerning(Filter filter) {
    return moves.stream().filter(filter::concerns).map(Move::to).toList();
  }
}
