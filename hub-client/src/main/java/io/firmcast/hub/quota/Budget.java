// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import io.firmcast.hub.HubException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The turns of one class of operations: so many a second, the most urgent first. Holds one number
 * instead of tokens: the time from which the next may begin. Callable from any thread.
 */
final class Budget {
  /** More would wait for hours at the smallest hub; who asks for so much should ask less. */
  static final int LONGEST_QUEUE = 100_000;

  /** What may begin at once after a pause: so little that 95 % of a rate never exceeds it. */
  private static final double BURST_SECONDS = 0.05;

  private final HubOperation operation;
  private final double perSecond;
  private final double nanosEach;
  private final long burstNanos;
  private final QuotaTime time;

  private final Map<Urgency, Queue<Promise<Void>>> queues = new EnumMap<>(Urgency.class);
  private final Meter meter = new Meter();
  private final Pressure pressure = new Pressure();
  private double nextAt;
  private int waiting;
  private long throttled;
  private boolean wakes;

  Budget(HubOperation operation, double perSecond, QuotaTime time) {
    this.operation = operation;
    this.perSecond = perSecond;
    this.nanosEach = 1e9 / perSecond;
    this.burstNanos = (long) Math.max(0, BURST_SECONDS * 1e9 - nanosEach);
    this.time = time;
    this.nextAt = time.nanos();
  }

  /** Completes when it is time; at once where there is no limit. On any thread. */
  synchronized Future<Void> turn(Urgency urgency) {
    var now = time.nanos();
    if (waiting == 0 && nextAt <= now) {
      begin(now);
      return Future.succeededFuture();
    }
    if (waiting >= LONGEST_QUEUE) {
      return Future.failedFuture(
          new HubException(
              HubException.Reason.OVERLOADED, "too many wait for the hub's " + operation));
    }
    Promise<Void> turn = Promise.promise();
    queues.computeIfAbsent(urgency, first -> new ArrayDeque<>()).add(turn);
    waiting++;
    wakeInTime(now);
    return turn.future();
  }

  /** The hub asked to slow down: nothing begins for so long, and then more slowly for a while. */
  synchronized void pause(Duration pause) {
    throttled++;
    var now = time.nanos();
    pressure.felt(now);
    nextAt = Math.max(nextAt, (double) (now + pause.toNanos()));
  }

  synchronized Spend spend() {
    var now = time.nanos();
    var wait =
        waiting == 0
            ? 0
            : Math.max(0, nextAt - now) + (waiting - 1) * nanosEach / pressure.speed(now);
    return new Spend(
        operation,
        perSecond,
        meter.lastMinute(now),
        meter.total(),
        waiting,
        Duration.ofNanos((long) wait),
        throttled,
        pressure.speed(now));
  }

  private void begin(long now) {
    // What was not used is lost but for a small burst, which makes up for late timers.
    nextAt = Math.max(nextAt, (double) now - burstNanos) + nanosEach / pressure.speed(now);
    meter.count(now);
  }

  private void wake() {
    List<Promise<Void>> due = new ArrayList<>();
    synchronized (this) {
      wakes = false;
      var now = time.nanos();
      while (waiting > 0 && nextAt <= now) {
        begin(now);
        waiting--;
        due.add(mostUrgent());
      }
      wakeInTime(now);
    }
    // Outside of the lock: whoever goes on may ask for its next turn.
    due.forEach(Promise::complete);
  }

  /** An enum map is in the order of its constants. */
  private Promise<Void> mostUrgent() {
    for (var queue : queues.values()) {
      var first = queue.poll();
      if (first != null) {
        return first;
      }
    }
    throw new IllegalStateException("counted more than wait");
  }

  private void wakeInTime(long now) {
    if (waiting > 0 && !wakes) {
      wakes = true;
      time.in(Duration.ofNanos((long) Math.max(0, nextAt - now)), this::wake);
    }
  }
}
