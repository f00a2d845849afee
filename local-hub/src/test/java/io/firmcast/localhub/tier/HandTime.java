// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time and timers that move by hand. */
final class HandTime extends Clock {

  private final Instant began = Instant.parse("2026-01-01T12:00:00Z");
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at));
  private long nanos = 42_000_000_000L;
  private final long beganNanos = nanos;

  private record Timer(long at, Runnable step) {}

  Throttles throttles(TierSettings settings) {
    var throttles =
        new Throttles(
            () -> nanos,
            this,
            (delay, step) -> timers.add(new Timer(nanos + delay.toNanos(), step)));
    throttles.change(settings);
    return throttles;
  }

  void pass(Duration duration) {
    var end = nanos + duration.toNanos();
    for (var next = timers.peek(); next != null && next.at() <= end; next = timers.peek()) {
      timers.remove();
      nanos = Math.max(nanos, next.at());
      next.step().run();
    }
    nanos = end;
  }

  void pass(long millis) {
    pass(Duration.ofMillis(millis));
  }

  @Override
  public Instant instant() {
    return began.plusNanos(nanos - beganNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
