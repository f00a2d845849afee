// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.vertx.core.json.JsonObject;

/**
 * Told of what a connected device must notice, after it became durable and, for one device, in the
 * order of the changes. Called while that device's record may be locked: hand over and return.
 */
public interface DeviceObserver {

  /** The desired properties changed; the patch as the device is to see it, with its version. */
  void desiredChanged(String deviceId, JsonObject patch, int version);

  /** The device was deleted or disabled and may no longer be connected. */
  void barred(String deviceId, boolean deleted);
}
