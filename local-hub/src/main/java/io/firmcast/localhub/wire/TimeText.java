// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import java.time.Duration;
import java.util.regex.Pattern;

/** Times as people write them in rules and settings: {@code 500ms}, {@code 3s}, {@code 2h}. */
public final class TimeText {

  private static final Pattern FORM = Pattern.compile("(\\d{1,7})(ms|s|m|h)");

  private TimeText() {}

  /** Reads a time; refuses anything else. */
  public static Duration parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no time such as 500ms, 3s, 15m or 2h");
    }
    var amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** The inverse of {@link #parse}, to the millisecond, in the largest unit without a fraction. */
  public static String of(Duration duration) {
    var millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    var seconds = millis / 1000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }
}
