// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.util.BitSet;

/** The queued places of one wave, so that the first of them is found without a search over all. */
final class Ready {
  private final BitSet places = new BitSet();
  private int hint;

  void add(int place) {
    places.set(place);
    hint = Math.min(hint, place);
  }

  void remove(int place) {
    places.clear(place);
  }

  /** The lowest; -1 for none. */
  int first() {
    var found = places.nextSetBit(hint);
    hint = found < 0 ? places.length() : found;
    return found;
  }
}
