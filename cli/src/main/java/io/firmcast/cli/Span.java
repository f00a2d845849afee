// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A time span for people who compare: two units at most, the larger first. */
final class Span {
  private Span() {}

  /** Of ISO-8601, such as {@code PT1H30M}; a dash for none. */
  static String of(@Nullable String iso) {
    return iso == null ? "-" : of(Duration.parse(iso));
  }

  static String of(Duration time) {
    if (time.toSeconds() < 10) {
      return "%.1fs".formatted(time.toMillis() / 1000.0);
    }
    if (time.toMinutes() < 1) {
      return time.toSeconds() + "s";
    }
    if (time.toHours() < 1) {
      return two(time.toMinutes(), "m", time.toSecondsPart(), "s");
    }
    return time.toDays() < 1
        ? two(time.toHours(), "h", time.toMinutesPart(), "m")
        : two(time.toDays(), "d", time.toHoursPart(), "h");
  }

  private static String two(long large, String unit, int small, String smaller) {
    return large + unit + (small == 0 ? "" : " " + small + smaller);
  }
}
