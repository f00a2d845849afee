// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench;

import java.util.stream.DoubleStream;

/** Measured values and what is said of them; immutable. */
public final class Samples {
  private final double[] sorted;

  public Samples(DoubleStream measured) {
    sorted = measured.sorted().toArray();
  }

  /** The value below which that part, 0 to 1, of the samples lies (nearest rank). */
  public double quantile(double part) {
    var rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
  }

  public String summary(String unit) {
    return "n %d  min %.2f  p50 %.2f  p90 %.2f  p99 %.2f  max %.2f %s"
        .formatted(
            sorted.length,
            quantile(0),
            quantile(0.5),
            quantile(0.9),
            quantile(0.99),
            quantile(1),
            unit);
  }
}
