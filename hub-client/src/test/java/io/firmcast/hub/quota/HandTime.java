// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import java.time.Duration;
import java.util.PriorityQueue;

/** A time that tests let pass; what is due runs in order, each at its own moment. */
final class HandTime implements QuotaTime {
  private record Due(long at, Runnable step) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>((one, other) -> Long.compare(one.at(), other.at()));
  private long now = 1;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void in(Duration delay, Runnable step) {
    due.add(new Due(now + delay.toNanos(), step));
  }

  void pass(Duration time) {
    var until = now + time.toNanos();
    while (!due.isEmpty() && due.element().at() <= until) {
      var next = due.remove();
      now = Math.max(now, next.at());
      next.step().run();
    }
    now = until;
  }
}
