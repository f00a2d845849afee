// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.math.BigDecimal;
import java.util.List;

/**
 * A part of a whole in percent with at most two decimals, kept as a whole number so that "exactly
 * at the threshold" means just that.
 *
 * @param hundredths of a percent, 0 to 10,000
 */
public record Share(int hundredths) {
  private static final int WHOLE = 10_000;

  public Share {
    if (hundredths < 0 || hundredths > WHOLE) {
      throw new BadDefinition(List.of(new Flaw("", "must be 0% to 100%")));
    }
  }

  public static Share percent(int percent) {
    return new Share(Math.multiplyExact(percent, 100));
  }

  /** Reads {@code 95}, {@code 99.5} or {@code 95%}. */
  public static Share of(String text) {
    var number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
    try {
      return new Share(new BigDecimal(number.strip()).movePointRight(2).intValueExact());
    } catch (ArithmeticException | NumberFormatException unreadable) {
      throw new BadDefinition(List.of(new Flaw("", "must be a percentage such as 95% or 0.5%")));
    }
  }

  /** Whether {@code part} of {@code whole} is this share or more; of nothing, everything is. */
  public boolean isReachedBy(long part, long whole) {
    return part * WHOLE >= whole * hundredths;
  }

  /** This share of so many, rounded up. */
  public long of(long whole) {
    return (whole * hundredths + WHOLE - 1) / WHOLE;
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString() + "%";
  }
}
