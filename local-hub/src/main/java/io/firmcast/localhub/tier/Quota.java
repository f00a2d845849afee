// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

/** Counts a day's messages against what the units have; callable from any thread. */
final class Quota {

  private final TierTime time;
  private final long daily;
  private final int meterBytes;
  private long day;
  private long used;

  Quota(TierTime time, TierSettings settings) {
    this.time = time;
    this.daily = settings.tier().dailyMessages() * settings.units();
    this.meterBytes = settings.tier().meterBytes();
    this.day = time.day();
  }

  /** Takes what something of this size costs, even if that is more than is left. */
  synchronized void charge(long bytes) {
    turnPage();
    used += Math.max(1, (bytes + meterBytes - 1) / meterBytes);
  }

  synchronized boolean exhausted() {
    turnPage();
    return used >= daily;
  }

  synchronized long used() {
    turnPage();
    return used;
  }

  private void turnPage() {
    var today = time.day();
    if (today != day) {
      day = today;
      used = 0;
    }
  }
}
