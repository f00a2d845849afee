// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.identity.DeviceIdentity;
import io.firmcast.localhub.twin.Twin;
import io.vertx.core.json.JsonObject;

/** All the hub knows of one device or module at one moment. */
public record Device(DeviceIdentity identity, Twin twin, Presence presence) {

  Device with(Twin newTwin) {
    return new Device(identity, newTwin, presence);
  }

  Device with(DeviceIdentity newIdentity) {
    return new Device(newIdentity, twin, presence);
  }

  Device with(Presence newPresence) {
    return new Device(identity, twin, newPresence);
  }

  /** The device or module as the registry API shows it, keys included. */
  public JsonObject registryJson() {
    return RegistryDocument.of(this);
  }

  String connectionState() {
    return presence.connected() ? "Connected" : "Disconnected";
  }

  String status() {
    return identity.enabled() ? "enabled" : "disabled";
  }
}
