// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.follow;

import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.orchestrator.rollout.Update;
import io.firmcast.orchestrator.store.UpdateStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the twins of all open updates, again and again: level triggered, so that a lost event, a
 * lost answer or a restart delays an update by a period at most. It goes on for ever, because there
 * is always a next update; a hub that is away costs one small batch of calls a period.
 */
public final class Reconciliation {
  private static final int AT_ONCE = 8;

  private final Vertx vertx;
  private final UpdateStore store;
  private final TwinReading reading;
  private final long pauseMillis;

  /**
   * @param readsPerSecond twins at most, 1 or more; the hub has one budget for everybody
   */
  public Reconciliation(Vertx vertx, UpdateStore store, TwinReading reading, int readsPerSecond) {
    this.vertx = vertx;
    this.store = store;
    this.reading = reading;
    this.pauseMillis = Math.max(1, AT_ONCE * 1000L / readsPerSecond);
  }

  /** Tells whoever watches devices which ones an earlier process has left at it. */
  public Future<Void> announce() {
    return announce(null);
  }

  /** One pass over all open updates; fails where hub or store are away. */
  public Future<Void> pass() {
    return batch(null);
  }

  private Future<Void> batch(@Nullable UpdateId after) {
    return store
        .open(after, AT_ONCE)
        .compose(
            updates ->
                updates.isEmpty()
                    ? Future.succeededFuture()
                    : read(updates).compose(read -> next(updates)));
  }

  private Future<Void> next(List<Update> updates) {
    if (updates.size() < AT_ONCE) {
      return Future.succeededFuture();
    }
    return vertx
        .timer(pauseMillis, TimeUnit.MILLISECONDS)
        .compose(paused -> batch(updates.get(updates.size() - 1).id()));
  }

  /** Fails only where every reading did: then it is the hub or the store, and no one device. */
  private Future<Void> read(List<Update> updates) {
    var readings = updates.stream().map(reading::read).toList();
    return Future.join(readings)
        .<Void>mapEmpty()
        .recover(
            failure ->
                readings.stream().allMatch(Future::failed)
                    ? Future.failedFuture(failure)
                    : Future.succeededFuture());
  }

  private Future<Void> announce(@Nullable UpdateId after) {
    return store
        .open(after, AT_ONCE)
        .compose(
            updates -> {
              updates.forEach(this::announceOne);
              return updates.size() < AT_ONCE
                  ? Future.succeededFuture()
                  : announce(updates.get(updates.size() - 1).id());
            });
  }

  private void announceOne(Update update) {
    UpdateStarted.TOPIC.publish(vertx, new UpdateStarted(update.device(), update.id()));
  }
}
