// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the feed: behind the event of this sequence number, 0 for before the first.
 *
 * @param epoch names one run of a hub; the sequence begins anew with each
 */
public record Position(String epoch, long sequence) {

  private static final Pattern TEXT = Pattern.compile("([0-9a-f]{16})-(\\d{1,18})");

  /** Reads what {@link #toString()} wrote. */
  public static Optional<Position> parse(String text) {
    var matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new Position(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return epoch + "-" + sequence;
  }
}
