// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.contract.DeviceId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a service asks of an IoT Hub. Every future completes on the caller's context, within a
 * bounded time, and fails with a {@link HubException} only.
 */
public interface Hub {

  /** Calls a direct method on a connected device and gives the device's own answer. */
  Future<MethodAnswer> invoke(DeviceId device, DirectMethod method);

  /** The device's twin as it is now: the only reading to decide from. */
  Future<Twin> twin(DeviceId device);

  /**
   * Merges this into the device's desired properties, where null deletes: a device that is offline
   * finds it there when it comes back. Safe to repeat.
   */
  Future<Void> desire(DeviceId device, JsonObject patch);

  /**
   * One page of a twin query. What it says may be minutes old at a real hub, so it serves to find
   * devices and never to decide about them.
   *
   * @param sql IoT Hub's query language, such as {@code SELECT deviceId FROM devices}
   * @param pageSize rows at most, 1 to 100
   * @param continuation of the page before, with the same {@code sql}; null for the first page
   */
  Future<QueryPage> query(String sql, int pageSize, @Nullable String continuation);

  /** Lets go of threads and timers; calls under way still end. */
  Future<Void> close();
}
