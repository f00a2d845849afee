// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.Rate;

/**
 * Keeps starts apart so that no minute, wherever it begins, has more of them than the rate allows.
 * Fast rates start a few devices at once, so that a thousand a second do not need a thousand ticks.
 */
final class RateMeter {
  private static final long MINUTE = 60_000_000L;
  private static final int TICKS_A_MINUTE = 600;

  /** Microseconds of the time before which nothing may be started. */
  private long nextMicros;

  /** How many may be started at that time. */
  int allowance(Rate rate, long now, long started, long succeeded) {
    return now * 1_000 >= nextMicros ? together(rate.after(started, succeeded)) : 0;
  }

  void started(int devices, Rate rate, long now, long started, long succeeded) {
    nextMicros = now * 1_000 + devices * apart(rate.after(started, succeeded));
  }

  /** Under another rate nothing that was saved up under the one before is spent. */
  void changed(Rate rate, long now, long started, long succeeded) {
    nextMicros = Math.max(nextMicros, now * 1_000 + apart(rate.after(started, succeeded)));
  }

  /** When a start is allowed again, in milliseconds. */
  long next() {
    return (nextMicros + 999) / 1_000;
  }

  long micros() {
    return nextMicros;
  }

  private static int together(int perMinute) {
    return Math.max(1, perMinute / TICKS_A_MINUTE);
  }

  /**
   * A minute that begins with a start sees, before its last lot, at most as many as fit between; so
   * the distance is stretched until that lot fits in, too.
   */
  private static long apart(int perMinute) {
    var room = perMinute - together(perMinute) + 1;
    return (MINUTE + room - 1) / room;
  }
}
