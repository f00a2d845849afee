// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A device or module as the registry API shows it, keys included. */
final class RegistryDocument {

  private RegistryDocument() {}

  static JsonObject of(Device device) {
    return device.identity().moduleId() == null ? ofDevice(device) : ofModule(device);
  }

  private static JsonObject ofDevice(Device device) {
    var identity = device.identity();
    return common(device)
        .put("status", device.status())
        .put("statusReason", identity.statusReason())
        .put("statusUpdatedTime", HubTime.format(identity.statusUpdated()))
        .put("capabilities", new JsonObject().put("iotEdge", identity.edge()))
        .put("parentScopes", new JsonArray());
  }

  private static JsonObject ofModule(Device module) {
    // Only IoT Edge manages modules.
    return common(module).put("moduleId", module.identity().moduleId()).putNull("managedBy");
  }

  private static JsonObject common(Device device) {
    var identity = device.identity();
    var presence = device.presence();
    return new JsonObject()
        .put("deviceId", identity.deviceId())
        .put("generationId", identity.generationId())
        .put("etag", identity.etag())
        .put("connectionState", device.connectionState())
        .put("connectionStateUpdatedTime", HubTime.format(presence.since()))
        .put("lastActivityTime", HubTime.format(presence.lastActivity()))
        .put("cloudToDeviceMessageCount", presence.waiting())
        .put("authentication", identity.credentials().toJson());
  }
}
