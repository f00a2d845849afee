// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import io.vertx.core.Vertx;
import java.time.Duration;

/** The time that budgets go by, monotonic. */
interface QuotaTime {
  long nanos();

  /** Calls it, once, after that long or a little later. */
  void in(Duration delay, Runnable step);

  static QuotaTime of(Vertx vertx) {
    return new QuotaTime() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void in(Duration delay, Runnable step) {
        // A millisecond more, for the fraction that the timer does not know.
        vertx.setTimer(delay.toMillis() + 1, id -> step.run());
      }
    };
  }
}
