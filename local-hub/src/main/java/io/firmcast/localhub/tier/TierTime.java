// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The time by which a tier's allowances are measured; it may run faster than the clock. */
final class TierTime {

  private final LongSupplier nanoTime;
  private final Alarm alarm;
  private final double speed;
  private final long began;
  private final long beganMillis;

  TierTime(LongSupplier nanoTime, Clock clock, Alarm alarm, double speed) {
    this.nanoTime = nanoTime;
    this.alarm = alarm;
    this.speed = speed;
    this.began = nanoTime.getAsLong();
    this.beganMillis = clock.millis();
  }

  /** Nanoseconds since it began. */
  long nanos() {
    return (long) ((nanoTime.getAsLong() - began) * speed);
  }

  /** The day, counted from 1970 in UTC. */
  long day() {
    return Math.floorDiv(
        beganMillis + TimeUnit.NANOSECONDS.toMillis(nanos()), Duration.ofDays(1).toMillis());
  }

  /** Runs a step after so many nanoseconds of this time. */
  void in(long nanos, Runnable step) {
    alarm.in(Duration.ofNanos((long) Math.ceil(nanos / speed)), step);
  }
}
