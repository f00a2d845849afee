// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;

/**
 * How far a reader of the feed has come, so that its next connection goes on from there: only once
 * the snapshot was whole. Thread-safe.
 */
final class FeedPlace {
  private String epoch = "";
  private boolean whole;
  private long seq;

  /** Takes in a frame whose items were all handed on. */
  synchronized void heard(JsonObject frame) {
    switch (frame.getString("type", "")) {
      case "hello" -> epoch = frame.getString("epoch", "");
      case "gone" -> whole = false;
      case "snapshot" -> {
        whole = frame.getBoolean("last", false);
        seq = frame.getLong("seq", 0L);
      }
      case "delta", "bookmark" -> seq = frame.getLong("seq", seq);
      default -> {}
    }
  }

  /**
   * The query of the next connection.
   *
   * @param filter with its question mark, or empty
   */
  synchronized String in(String filter) {
    if (!whole || epoch.isEmpty()) {
      return filter;
    }
    return filter + (filter.isEmpty() ? "?" : "&") + "from=" + epoch + ":" + seq;
  }
}
