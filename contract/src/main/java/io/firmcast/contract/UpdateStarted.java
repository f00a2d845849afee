// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.json.JsonObject;

/**
 * An orchestrator has asked, or is about to ask, this device to update: worth watching closely from
 * now on.
 */
public record UpdateStarted(DeviceId deviceId, UpdateId updateId) {

  /** Where an orchestrator says so. */
  public static final Topic<UpdateStarted> TOPIC =
      new Topic<>("firmware.update.started", UpdateStarted::toJson, UpdateStarted::fromJson);

  /** Reads what {@link #toJson} wrote. */
  public static UpdateStarted fromJson(JsonObject json) {
    var fields = new Fields(json);
    return new UpdateStarted(
        new DeviceId(fields.requiredText("deviceId")),
        new UpdateId(fields.requiredText("updateId")));
  }

  /** {@code {"deviceId":…,"updateId":…}}. */
  public JsonObject toJson() {
    return new JsonObject().put("deviceId", deviceId.value()).put("updateId", updateId.value());
  }
}
