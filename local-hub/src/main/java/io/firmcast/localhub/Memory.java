// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.event.EventFeed;
import io.firmcast.localhub.event.Witness;

/**
 * How much a hub remembers of what happened; what is older makes room for what is newer, and
 * whoever asks for it is told that it is gone. It is held on the heap; where entries hold more than
 * two kilobytes on average, and sixteen megabytes altogether, fewer are kept.
 *
 * @param events in the feed, for readers that come back
 * @param testimonies of the witness
 */
public record Memory(int events, int testimonies) {

  /** Enough for a test, or for a reader that reconnects. */
  public static final Memory USUAL = new Memory(EventFeed.CAPACITY, Witness.CAPACITY);

  // A ring has its slots from the start.
  private static final int MOST = 10_000_000;

  public Memory {
    check("events", events);
    check("testimonies", testimonies);
  }

  private static void check(String name, int count) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(name + ": must be between 1 and " + MOST);
    }
  }
}
