// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that tests turn by hand. */
public final class HandClock extends Clock {
  private volatile Instant now;

  public HandClock(Instant now) {
    this.now = now;
  }

  /** It is so much later now. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
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
