// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import java.time.Duration;

/**
 * A class of operations that share one rate, from either side of the hub. The figures are those of
 * section 7: what a hub has as a whole, then what each unit of the three sizes has; the larger
 * counts.
 */
public enum Operation {
  /** Each identity read or written; a bulk request costs as many as it names. */
  REGISTRY(Per.MINUTE, In.ANY_TIER, 0, 100, 100, 5000),
  CONNECT(Per.SECOND, In.ANY_TIER, 100, 12, 120, 6000),
  D2C(Per.SECOND, In.ANY_TIER, 100, 12, 120, 6000),
  C2D(Per.MINUTE, In.STANDARD, 0, 100, 100, 5000),
  QUERY_PAGE(Per.MINUTE, In.ANY_TIER, 0, 20, 20, 1000),
  /** Costs one for each 4 KB of the request begun; see {@link #steps}. */
  METHOD(Per.SECOND, In.STANDARD, 0, 40, 120, 6000),
  TWIN_READ(Per.SECOND, In.STANDARD, 100, 0, 10, 500),
  TWIN_UPDATE(Per.SECOND, In.STANDARD, 50, 0, 5, 250),
  JOB(Per.MINUTE, In.STANDARD, 0, 100, 100, 5000),
  /** What a job does to one device. */
  JOB_DEVICE(Per.SECOND, In.STANDARD, 10, 0, 1, 50),
  CONFIGURATION(Per.MINUTE, In.STANDARD, 0, 20, 20, 20);

  private static final int STEP_BYTES = 4096;

  private enum In {
    ANY_TIER,
    STANDARD
  }

  private enum Per {
    SECOND(Duration.ofSeconds(1)),
    MINUTE(Duration.ofMinutes(1));

    private final Duration window;

    Per(Duration window) {
      this.window = window;
    }
  }

  private final Per per;
  private final In tiers;
  private final int ofHub;
  private final int ofSmallUnit;
  private final int ofMediumUnit;
  private final int ofLargeUnit;

  Operation(Per per, In tiers, int ofHub, int ofSmallUnit, int ofMediumUnit, int ofLargeUnit) {
    this.per = per;
    this.tiers = tiers;
    this.ofHub = ofHub;
    this.ofSmallUnit = ofSmallUnit;
    this.ofMediumUnit = ofMediumUnit;
    this.ofLargeUnit = ofLargeUnit;
  }

  /** What a request of so many bytes costs where bytes count: one for each 4 KB begun. */
  public static int steps(int bytes) {
    return Math.max(1, (bytes + STEP_BYTES - 1) / STEP_BYTES);
  }

  /** The time for which {@link #amount} is given. */
  Duration window() {
    return per.window;
  }

  /** How many the units have together in one {@link #window}. */
  int amount(Tier tier, int units) {
    var ofUnit =
        switch (tier) {
          case F1, B1, S1 -> ofSmallUnit;
          case B2, S2 -> ofMediumUnit;
          case B3, S3 -> ofLargeUnit;
          case NONE -> throw new IllegalArgumentException("No tier has no rate");
        };
    return Math.max(ofHub, ofUnit * units);
  }

  /** Registry operations, connections and jobs are free of the daily quota. */
  boolean charged() {
    return switch (this) {
      case D2C, C2D, QUERY_PAGE, METHOD, TWIN_READ, TWIN_UPDATE -> true;
      case REGISTRY, CONNECT, JOB, JOB_DEVICE, CONFIGURATION -> false;
    };
  }

  boolean standardOnly() {
    return tiers == In.STANDARD;
  }
}
