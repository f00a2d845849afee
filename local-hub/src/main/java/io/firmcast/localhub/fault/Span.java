// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import io.firmcast.localhub.wire.TimeText;
import java.time.Duration;

/** A time, or two between which one is drawn each time; written {@code 3s} or {@code 3s-10s}. */
public record Span(Duration least, Duration most) {

  /** What kinds without a time have. */
  public static final Span NONE = new Span(Duration.ZERO, Duration.ZERO);

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
        ? of(TimeText.parse(text))
        : new Span(
            TimeText.parse(text.substring(0, dash)), TimeText.parse(text.substring(dash + 1)));
  }

  /** The time at a place between the two, 0 to 1. */
  Duration at(double place) {
    return least.plusNanos((long) (most.minus(least).toNanos() * place));
  }

  @Override
  public String toString() {
    return least.equals(most) ? TimeText.of(least) : TimeText.of(least) + "-" + TimeText.of(most);
  }
}
