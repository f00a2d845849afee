// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.method;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Who can be called right now, and who waits for whom. One lock guards both maps, so that a call
 * can never fall between a device's arrival and the start of its wait; it is held for a look-up
 * only.
 */
public final class Reachability {

  private final Vertx vertx;
  private final Map<String, MethodChannel> channels = new HashMap<>();
  private final Map<String, Queue<Promise<MethodChannel>>> waiting = new HashMap<>();

  public Reachability(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The device listens from now on; whoever waits for it goes first, in order. */
  public void reachable(String deviceId, MethodChannel channel) {
    Queue<Promise<MethodChannel>> queue;
    synchronized (this) {
      channels.put(deviceId, channel);
      queue = waiting.remove(deviceId);
    }
    if (queue != null) {
      queue.forEach(waiter -> waiter.tryComplete(channel));
    }
  }

  /** The device no longer listens on this channel; another one may have taken its place already. */
  public synchronized void unreachable(String deviceId, MethodChannel channel) {
    channels.remove(deviceId, channel);
  }

  public synchronized Optional<MethodChannel> now(String deviceId) {
    return Optional.ofNullable(channels.get(deviceId));
  }

  /** Waits for a device; fails as not online when the time is up. */
  Future<MethodChannel> await(String deviceId, Duration patience) {
    Promise<MethodChannel> waiter = Promise.promise();
    synchronized (this) {
      var channel = channels.get(deviceId);
      if (channel != null) {
        return Future.succeededFuture(channel);
      }
      if (patience.isZero()) {
        return Future.failedFuture(notOnline());
      }
      waiting.computeIfAbsent(deviceId, id -> new ArrayDeque<>()).add(waiter);
    }
    var timer = vertx.setTimer(patience.toMillis(), id -> giveUp(deviceId, waiter));
    return waiter.future().eventually(() -> Future.succeededFuture(vertx.cancelTimer(timer)));
  }

  private void giveUp(String deviceId, Promise<MethodChannel> waiter) {
    synchronized (this) {
      var queue = waiting.get(deviceId);
      if (queue != null && queue.remove(waiter) && queue.isEmpty()) {
        waiting.remove(deviceId);
      }
    }
    waiter.tryFail(notOnline());
  }

  private static HubFailure notOnline() {
    return new HubFailure(Code.DEVICE_NOT_ONLINE, "Timed out waiting for device to connect.");
  }
}
