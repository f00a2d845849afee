// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Told of what happens to devices, after it became durable and, for one device, in the order of the
 * changes. Called while that device's record may be locked: hand over and return, and never throw.
 */
public interface DeviceObserver {

  /** The desired properties changed; the patch as the device is to see it, with its version. */
  default void desiredChanged(String deviceId, JsonObject patch, int version) {}

  /** The device was deleted or disabled and may no longer be connected. */
  default void barred(String deviceId, boolean deleted) {}

  /**
   * Whether {@link #happened} is of interest; asked at each change, so that facts cost nothing
   * where nobody listens.
   */
  default boolean wantsFacts() {
    return false;
  }

  /** Something happened, whoever did it and whether or not the device is connected. */
  default void happened(DeviceFact fact) {}

  /** Tells several, in the order given. */
  static DeviceObserver all(List<DeviceObserver> observers) {
    return new DeviceObservers(observers);
  }
}
