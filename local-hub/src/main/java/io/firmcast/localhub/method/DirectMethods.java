// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.method;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Direct methods, from a caller's request to a device's reply. Callable from any thread. */
public final class DirectMethods {

  // Section 10, uncertain: the real bound behind 403800 is not published.
  static final int IN_FLIGHT_PER_DEVICE = 100;

  private final Devices devices;
  private final Reachability reachability;
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
    if (devices.find(deviceId).filter(device -> device.identity().enabled()).isEmpty()) {
      return Future.failedFuture(HubFailure.deviceNotFound(deviceId));
    }
    if (!enter(deviceId)) {
      return Future.failedFuture(
          new HubFailure(Code.TOO_MANY_METHODS, "Too many methods in flight for this device"));
    }
    return reachability
        .await(deviceId, call.connectTimeout())
        .compose(channel -> channel.call(call))
        .eventually(() -> Future.succeededFuture(leave(deviceId)));
  }

  private boolean enter(String deviceId) {
    var count = inFlight.merge(deviceId, 1, Integer::sum);
    if (count > IN_FLIGHT_PER_DEVICE) {
      leave(deviceId);
      return false;
    }
    return true;
  }

  private boolean leave(String deviceId) {
    return inFlight.computeIfPresent(deviceId, (id, n) -> n > 1 ? n - 1 : null) == null;
  }
}
