// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Measures durations: it never steps, as a wall clock does when somebody sets it. Its instants say
 * nothing of the date, and mean something only beside each other. Thread-safe.
 */
final class SteadyClock extends Clock {
  private final LongSupplier nanos;
  private final long began;

  /**
   * @param nanos of any origin, as {@link System#nanoTime} gives them
   */
  SteadyClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos.getAsLong() - began);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
