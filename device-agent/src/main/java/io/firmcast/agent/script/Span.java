// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A time, or any time between two: {@code 500ms}, {@code 3s}, {@code 10s-1m}. */
record Span(Duration least, Duration most) {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  Span {
    if (most.compareTo(least) < 0) {
      throw new IllegalArgumentException("must begin with the shorter time");
    }
  }

  static Span parse(String text) {
    var dash = text.indexOf('-');
    return dash < 0
        ? new Span(time(text), time(text))
        : new Span(time(text.substring(0, dash)), time(text.substring(dash + 1)));
  }

  Duration pick(RandomGenerator chance) {
    var range = most.toMillis() - least.toMillis();
    return least.plusMillis(range == 0 ? 0 : chance.nextLong(range + 1));
  }

  private static Duration time(String text) {
    var form = TIME.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("must be a time such as 500ms, 3s, 15m, 2h or 1s-5s");
    }
    var amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
