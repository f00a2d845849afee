// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import java.time.Duration;
import java.util.regex.Pattern;

/** A time, or two between which one is drawn each time; written {@code 3s} or {@code 3s-10s}. */
public record Span(Duration least, Duration most) {

  /** What kinds without a time have. */
  public static final Span NONE = new Span(Duration.ZERO, Duration.ZERO);

  private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m|h)");

  public Span {
    if (least.isNegative() || most.compareTo(least) < 0) {
      throw new IllegalArgumentException("must be written shortest first");
    }
  }

  public static Span of(Duration always) {
    return new Span(always, always);
  }

  /** Reads {@link #toString()}; refuses anything else. */
  public static Span of(String text) {
    var dash = text.indexOf('-');
    return dash < 0
        ? of(duration(text))
        : new Span(duration(text.substring(0, dash)), duration(text.substring(dash + 1)));
  }

  /** Reads {@code 500ms}, {@code 3s}, {@code 15m} or {@code 2h}; refuses anything else. */
  public static Duration duration(String text) {
    var form = DURATION.matcher(text);
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

  /** The inverse of {@link #duration}. */
  public static String text(Duration duration) {
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

  /** The time at a place between the two, 0 to 1. */
  Duration at(double place) {
    return least.plusNanos((long) (most.minus(least).toNanos() * place));
  }

  @Override
  public String toString() {
    return least.equals(most) ? text(least) : text(least) + "-" + text(most);
  }
}
