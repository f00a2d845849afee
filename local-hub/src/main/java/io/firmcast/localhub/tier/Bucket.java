// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A token bucket with a queue: what is above the rate waits its turn, in order, and what would wait
 * too long is refused at once. Holds one number instead of tokens: the time at which all that was
 * let in so far will have been earned. Callable from any thread.
 *
 * <p>Section 7, inferred: a full bucket holds one window's worth, a second's or a minute's.
 */
final class Bucket {

  static final int LONGEST_QUEUE = 10_000;

  private final TierTime time;
  private final double nanosEach;
  private final long windowNanos;
  private final long patienceNanos;
  private final Queue<Waiting> queue = new ArrayDeque<>();
  private long earnedAt;
  private boolean wakes;
  private boolean releasing;

  private record Waiting(long until, Promise<Void> turn) {}

  Bucket(TierTime time, int amount, Duration window, Duration patience) {
    this.time = time;
    this.windowNanos = window.toNanos();
    this.nanosEach = (double) windowNanos / amount;
    this.patienceNanos = patience.toNanos();
  }

  /** Completes in turn; fails at once where the turn is too far off. */
  synchronized Future<Void> take(int cost) {
    var now = time.nanos();
    var earned = Math.max(earnedAt, now) + (long) (cost * nanosEach);
    var turn = earned - windowNanos;
    if (turn <= now && queue.isEmpty() && !releasing) {
      earnedAt = earned;
      return Future.succeededFuture();
    }
    if (turn - now > patienceNanos) {
      return refused(Code.THROTTLED);
    }
    if (queue.size() >= LONGEST_QUEUE) {
      return refused(Code.THROTTLE_BACKLOG);
    }
    earnedAt = earned;
    var waiting = new Waiting(turn, Promise.promise());
    queue.add(waiting);
    wakeForTheFirst();
    return waiting.turn().future();
  }

  /** Lets in all that waits, because the rate counts no more. */
  void open() {
    release(Long.MAX_VALUE, Promise::tryComplete);
  }

  /** Refuses all that waits. */
  void abandon(HubFailure reason) {
    release(Long.MAX_VALUE, turn -> turn.tryFail(reason));
  }

  private void wake() {
    synchronized (this) {
      wakes = false;
    }
    release(time.nanos(), Promise::tryComplete);
  }

  /** Outside of the lock, but nobody who comes meanwhile may overtake. */
  private void release(long until, Consumer<Promise<Void>> fate) {
    var due = new ArrayList<Promise<Void>>();
    synchronized (this) {
      releasing = true;
      for (var next = queue.peek(); next != null && next.until() <= until; next = queue.peek()) {
        queue.remove();
        due.add(next.turn());
      }
    }
    due.forEach(fate);
    synchronized (this) {
      releasing = false;
      wakeForTheFirst();
    }
  }

  private void wakeForTheFirst() {
    var first = queue.peek();
    if (first != null && !wakes && !releasing) {
      wakes = true;
      time.in(Math.max(0, first.until() - time.nanos()), this::wake);
    }
  }

  private static Future<Void> refused(Code code) {
    return Future.failedFuture(
        new HubFailure(code, "Request is throttled, because the hub is above its rate."));
  }
}
