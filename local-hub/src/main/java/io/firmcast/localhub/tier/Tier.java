// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

/** What is paid for; {@link #NONE} limits nothing and is what a local hub has unless told. */
public enum Tier {
  NONE(false, Integer.MAX_VALUE, Long.MAX_VALUE, 4096, Integer.MAX_VALUE, Integer.MAX_VALUE),
  F1(false, 500, 8_000, 512, 1, 1),
  B1(true, 1_000_000, 400_000, 4096, 0, 200),
  B2(true, 1_000_000, 6_000_000, 4096, 0, 200),
  B3(true, 1_000_000, 300_000_000, 4096, 0, 10),
  S1(false, 1_000_000, 400_000, 4096, 1, 200),
  S2(false, 1_000_000, 6_000_000, 4096, 5, 200),
  S3(false, 1_000_000, 300_000_000, 4096, 10, 10);

  private final boolean basic;
  private final int devices;
  private final long dailyMessages;
  private final int meterBytes;
  private final int activeJobs;
  private final int maxUnits;

  Tier(
      boolean basic,
      int devices,
      long dailyMessages,
      int meterBytes,
      int activeJobs,
      int maxUnits) {
    this.basic = basic;
    this.devices = devices;
    this.dailyMessages = dailyMessages;
    this.meterBytes = meterBytes;
    this.activeJobs = activeJobs;
    this.maxUnits = maxUnits;
  }

  /** How many devices one hub may register. */
  public int devices() {
    return devices;
  }

  /** How many jobs may be active at once. */
  public int activeJobs() {
    return activeJobs;
  }

  /** How many units of it one hub can have. */
  public int maxUnits() {
    return maxUnits;
  }

  /** Without twins, methods, messages to devices and jobs. */
  boolean basic() {
    return basic;
  }

  long dailyMessages() {
    return dailyMessages;
  }

  /** The size by which messages are counted. */
  int meterBytes() {
    return meterBytes;
  }
}
