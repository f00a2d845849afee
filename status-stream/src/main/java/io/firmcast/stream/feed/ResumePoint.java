// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import java.util.regex.Pattern;

/**
 * Up to where a client has heard everything, {@code <epoch>:<seq>}.
 *
 * @param seq 0 and up
 */
record ResumePoint(String epoch, long seq) {
  private static final Pattern SHAPE = Pattern.compile("([A-Za-z0-9._-]{1,64}):(\\d{1,18})");

  /** Throws a 400 problem for a text of another shape. */
  static ResumePoint parse(String text) {
    var parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw FeedQuery.bad("from", "It must be the epoch of a hello, a colon and a seq of its.");
    }
    return new ResumePoint(parts.group(1), Long.parseLong(parts.group(2)));
  }

  @Override
  public String toString() {
    return epoch + ":" + seq;
  }
}
