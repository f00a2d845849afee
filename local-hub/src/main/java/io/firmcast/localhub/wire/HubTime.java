// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Time as IoT Hub writes it: UTC, seven fractional digits, {@code Z}; the year 1 means never. */
public final class HubTime {

  /** Shown for what has not happened yet. */
  public static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  private static final DateTimeFormatter SEVEN_DIGITS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private HubTime() {}

  public static String format(Instant at) {
    return at.equals(NEVER) ? "0001-01-01T00:00:00Z" : SEVEN_DIGITS.format(at);
  }

  /** Cut to what the seven digits can hold, so that a stored time equals the one in memory. */
  public static Instant cut(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }
}
