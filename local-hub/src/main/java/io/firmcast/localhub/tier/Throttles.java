// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place to ask before work that a tier limits. Callable from any thread; without a tier it
 * costs one volatile read and allocates nothing. The tier may change at any time: what waits then
 * is let in.
 */
public final class Throttles {

  private final LongSupplier nanoTime;
  private final Clock clock;
  private final Alarm alarm;
  private volatile TierSettings settings = TierSettings.UNLIMITED;
  private volatile @Nullable Limits limits;
  private boolean closed;

  public Throttles(LongSupplier nanoTime, Clock clock, Alarm alarm) {
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.alarm = alarm;
  }

  /** With the timers of a Vert.x. */
  public static Throttles of(Vertx vertx, Clock clock) {
    return new Throttles(
        System::nanoTime,
        clock,
        // A millisecond more, for the fraction that the timer does not know.
        (delay, step) -> vertx.setTimer(delay.toMillis() + 1, id -> step.run()));
  }

  /** Whether nothing is limited just now. */
  public boolean open() {
    return limits == null;
  }

  public Future<Void> admit(Operation operation) {
    return admit(operation, 1);
  }

  /**
   * Asks to do something.
   *
   * <p>A caller on a hot path looks at {@link Future#succeeded()} first and goes on at once;
   * without a tier that is always so.
   *
   * @param cost in the unit of the operation, 1 and up
   * @return completes when it is time, on any thread and in the order of the requests of one class;
   *     fails with a {@link HubFailure} where the wait would be too long (429001), too many wait
   *     already (429002), the day's quota is used up (403002) or the tier is a basic one that does
   *     not have the operation (400003)
   */
  public Future<Void> admit(Operation operation, int cost) {
    var current = limits;
    return current == null ? Future.succeededFuture() : current.admit(operation, cost);
  }

  /** Counts something of this size against the day's quota, if there is one. */
  public void charge(long bytes) {
    var current = limits;
    if (current != null) {
      current.charge(bytes);
    }
  }

  /** Refuses one device more than the tier can have. */
  public void checkRoomFor(int devicesAfter) {
    if (devicesAfter > settings.tier().devices()) {
      throw new HubFailure(
          Code.TOO_MANY_DEVICES,
          "The tier " + settings.tier() + " has no room for more devices than it has.");
    }
  }

  /** Refuses one active job more than the tier can have. */
  public void checkActiveJobs(int activeAfter) {
    if (activeAfter > settings.tier().activeJobs()) {
      throw new HubFailure(
          Code.TOO_MANY_JOBS,
          "The tier " + settings.tier() + " cannot have so many active jobs at once.");
    }
  }

  /** What is in force. */
  public TierSettings settings() {
    return settings;
  }

  /** The messages counted so far today; 0 without a quota. */
  public long messagesToday() {
    var current = limits;
    return current == null ? 0 : current.charged();
  }

  /** Puts other limits in force, with full buckets and a new day. */
  public synchronized void change(TierSettings next) {
    if (closed) {
      return;
    }
    var before = limits;
    settings = next;
    limits =
        next.tier() == Tier.NONE
            ? null
            : new Limits(next, new TierTime(nanoTime, clock, alarm, next.speed()));
    if (before != null) {
      before.open();
    }
  }

  /** Refuses all that waits, because the hub is about to stop. */
  public synchronized void close() {
    closed = true;
    if (limits != null) {
      limits.abandon();
    }
  }
}
