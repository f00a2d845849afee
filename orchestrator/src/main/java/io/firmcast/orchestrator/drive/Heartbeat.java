// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.orchestrator.store.Lease;
import io.firmcast.orchestrator.store.Leases;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows every beat that this owner lives, and knows how long ago that last succeeded. After each
 * beat it lets somebody look at all leases; one beat at a time. Confined to one context.
 */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final Vertx vertx;
  private final Leases leases;
  private final String me;
  private final Terms terms;
  private final LongSupplier nanoTime;
  private final Function<List<Lease>, Future<Void>> look;
  private Future<Void> beating = Future.succeededFuture();
  private long provenAt;
  private boolean again;
  private boolean stopped;
  private boolean blind;
  private long timer = -1;

  /**
   * @param me a name that no other process has, nor this one after a restart
   * @param nanoTime monotonic
   * @param look given the leases of all open rollouts
   */
  Heartbeat(
      Vertx vertx,
      Leases leases,
      String me,
      Terms terms,
      LongSupplier nanoTime,
      Function<List<Lease>, Future<Void>> look) {
    this.vertx = vertx;
    this.leases = leases;
    this.me = me;
    this.terms = terms;
    this.nanoTime = nanoTime;
    this.look = look;
    this.provenAt = nanoTime.getAsLong() - terms.lease().toNanos();
  }

  /** Something is new: beats at once, and once more where a beat is under way. */
  Future<Void> beat() {
    if (stopped) {
      return Future.succeededFuture();
    }
    if (!beating.isComplete()) {
      again = true;
      return beating;
    }
    vertx.cancelTimer(timer);
    beating = beatOnce();
    beating.onComplete(
        beaten -> {
          logOnce(beaten.cause());
          if (again) {
            again = false;
            beat();
          } else if (!stopped) {
            timer = vertx.setTimer(terms.beat().toMillis(), due -> beat());
          }
        });
    return beating;
  }

  /** Beats no more; ends when the last beat has. */
  Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return beating.otherwiseEmpty();
  }

  boolean isStopped() {
    return stopped;
  }

  /** Whether nobody can have taken over yet what this owner has. */
  boolean isProven() {
    // A margin for what is on its way: whoever takes over waits for the whole of a lease.
    return nanoTime.getAsLong() - provenAt < terms.lease().minus(terms.beat()).toNanos();
  }

  private Future<Void> beatOnce() {
    var began = nanoTime.getAsLong();
    return leases
        .beat(me)
        .compose(beaten -> leases.open())
        .compose(
            open -> {
              provenAt = began;
              return look.apply(open);
            });
  }

  private void logOnce(@Nullable Throwable failure) {
    if (failure != null && !blind) {
      LOG.atWarn()
          .addKeyValue("reason", String.valueOf(failure.getMessage()))
          .log("leases cannot be kept; rollouts pause until they can");
    } else if (failure == null && blind) {
      LOG.atInfo().log("leases are kept again");
    }
    blind = failure != null;
  }
}
