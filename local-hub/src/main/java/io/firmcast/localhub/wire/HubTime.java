// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Time as IoT Hub writes it: UTC, seven fractional digits, {@code Z}; the year 1 means never. */
public final class HubTime {

  /** Shown for what has not happened yet. */
  public static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  private static final int SEVEN_DIGITS = 10_000_000;

  private HubTime() {}

  public static String format(Instant at) {
    if (at.equals(NEVER)) {
      return "0001-01-01T00:00:00Z";
    }
    // By hand: a formatter costs more than all else in a twin's row, and each change writes one.
    var utc = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
    var text = new StringBuilder(28);
    digits(text, utc.getYear() + 10_000).append('-');
    digits(text, utc.getMonthValue() + 100).append('-');
    digits(text, utc.getDayOfMonth() + 100).append('T');
    digits(text, utc.getHour() + 100).append(':');
    digits(text, utc.getMinute() + 100).append(':');
    digits(text, utc.getSecond() + 100).append('.');
    return digits(text, at.getNano() / 100 + SEVEN_DIGITS).append('Z').toString();
  }

  /** Without the leading 1 that keeps the zeros. */
  private static StringBuilder digits(StringBuilder text, int number) {
    var from = text.length();
    return text.append(number).deleteCharAt(from);
  }

  /** Cut to what the seven digits can hold, so that a stored time equals the one in memory. */
  public static Instant cut(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }
}
