// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import java.time.Duration;

/**
 * What one client, and all of them together, may take.
 *
 * @param connections at most at one time
 * @param perAddress connections of one address at one time, and how much it may ask at once
 * @param ping between two pings; who has not answered the last one by the next is let go
 * @param heartbeat between two bookmarks, by which a page knows that its connection still lives
 * @param stall how long a client may leave what was sent to it unread
 * @param writeQueueBytes that may wait in one client's socket before its news is merged
 */
public record FeedLimits(
    int connections,
    int perAddress,
    Duration ping,
    Duration heartbeat,
    Duration stall,
    int writeQueueBytes) {

  /** Bytes of one frame, and of one message, that a client may send. */
  public static final int INBOUND_BYTES = 64 * 1024;

  /** Devices that one client may name: each named one is read at the poll interval. */
  static final int NAMED_DEVICES = 100;

  static final int ITEMS_PER_FRAME = 200;

  /** As design.md section 6 has it. */
  public static FeedLimits standard(int connections, int perAddress) {
    return new FeedLimits(
        connections,
        perAddress,
        Duration.ofSeconds(25),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        256 * 1024);
  }
}
