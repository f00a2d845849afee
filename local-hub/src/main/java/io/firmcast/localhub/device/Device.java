// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.identity.DeviceIdentity;
import io.firmcast.localhub.twin.Twin;
import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** All the hub knows of one device at one moment. */
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

  /** The device as the registry API shows it, keys included. */
  public JsonObject registryJson() {
    return new JsonObject()
        .put("deviceId", identity.deviceId())
        .put("generationId", identity.generationId())
        .put("etag", identity.etag())
        .put("connectionState", connectionState())
        .put("status", status())
        .put("statusReason", identity.statusReason())
        .put("connectionStateUpdatedTime", HubTime.format(presence.since()))
        .put("statusUpdatedTime", HubTime.format(identity.statusUpdated()))
        .put("lastActivityTime", HubTime.format(presence.lastActivity()))
        .put("cloudToDeviceMessageCount", presence.waiting())
        .put("authentication", authentication())
        .put("capabilities", new JsonObject().put("iotEdge", identity.edge()))
        .put("parentScopes", new JsonArray());
  }

  String connectionState() {
    return presence.connected() ? "Connected" : "Disconnected";
  }

  String status() {
    return identity.enabled() ? "enabled" : "disabled";
  }

  static JsonObject noThumbprint() {
    return new JsonObject().putNull("primaryThumbprint").putNull("secondaryThumbprint");
  }

  private JsonObject authentication() {
    var keys =
        new JsonObject()
            .put("primaryKey", identity.keys().primary())
            .put("secondaryKey", identity.keys().secondary());
    return new JsonObject()
        .put("symmetricKey", keys)
        .put("x509Thumbprint", noThumbprint())
        .put("type", "sas");
  }
}
