// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.method;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Direct methods, from a caller's request to a device's reply. Callable from any thread. */
public final class DirectMethods {

  // Section 10, uncertain: the real bound behind 403800 is not published.
  static final int IN_FLIGHT_PER_DEVICE = 100;

  private final Devices devices;
  private final Reachability reachability;
  private final Set<Promise<MethodReply>> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();

  public DirectMethods(Devices devices, Reachability reachability) {
    this.devices = devices;
    this.reachability = reachability;
  }

  /**
   * Calls a method; fails with a {@link HubFailure} where the device is unknown, not online, too
   * busy or silent.
   */
  public Future<MethodReply> invoke(String deviceId, MethodCall call) {
    // Section 4.2: a disabled device is not found, as far as methods go.
    try {
      devices.getEnabled(deviceId);
    } catch (HubFailure notFound) {
      return Future.failedFuture(notFound);
    }
    if (!enter(deviceId)) {
      return Future.failedFuture(
          new HubFailure(Code.TOO_MANY_METHODS, "Too many methods in flight for this device"));
    }
    Promise<MethodReply> outcome = Promise.promise();
    open.add(outcome);
    reachability
        .await(deviceId, call.connectTimeout())
        .compose(channel -> channel.call(call))
        .onComplete(outcome::tryComplete, outcome::tryFail);
    return outcome.future().eventually(() -> ended(deviceId, outcome));
  }

  /** Ends every call that has no answer yet, because the hub is about to stop. */
  public void abandon() {
    open.forEach(
        outcome -> outcome.tryFail(new HubFailure(Code.UNAVAILABLE, "The hub is stopping")));
  }

  private boolean enter(String deviceId) {
    if (inFlight.merge(deviceId, 1, Integer::sum) <= IN_FLIGHT_PER_DEVICE) {
      return true;
    }
    leave(deviceId);
    return false;
  }

  private Future<Void> ended(String deviceId, Promise<MethodReply> outcome) {
    open.remove(outcome);
    leave(deviceId);
    return Future.succeededFuture();
  }

  private void leave(String deviceId) {
    inFlight.computeIfPresent(deviceId, (id, count) -> count > 1 ? count - 1 : null);
  }
}
