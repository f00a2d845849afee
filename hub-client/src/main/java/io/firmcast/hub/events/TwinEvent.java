// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a device, as IoT Hub tells it (iot-hub-protocol.md section 7). */
public sealed interface TwinEvent {
  DeviceId deviceId();

  /** The device is there, and has nothing to do with an earlier one of its name. */
  record Created(DeviceId deviceId) implements TwinEvent {}

  record Deleted(DeviceId deviceId) implements TwinEvent {}

  /**
   * The device reported.
   *
   * @param patch what it reported, where null deletes, without metadata
   * @param version of the reported section with it; it grows by 1 with each report
   */
  record Reported(DeviceId deviceId, JsonObject patch, long version) implements TwinEvent {}

  /**
   * Reads a message; empty for one that is about something else, or that makes no sense.
   *
   * @param properties of the message, {@code opType} and {@code deviceId} among them
   * @param body of the message, JSON of any kind
   */
  static Optional<TwinEvent> of(JsonObject properties, @Nullable Object body) {
    var device = device(properties);
    if (device == null || properties.containsKey("moduleId")) {
      return Optional.empty();
    }
    return switch (String.valueOf(properties.getValue("opType"))) {
      case "createDeviceIdentity" -> Optional.of(new Created(device));
      case "deleteDeviceIdentity" -> Optional.of(new Deleted(device));
      case "updateTwin", "replaceTwin" -> Optional.ofNullable(reported(device, body));
      default -> Optional.empty();
    };
  }

  private static @Nullable DeviceId device(JsonObject properties) {
    try {
      return properties.getValue("deviceId") instanceof String id ? new DeviceId(id) : null;
    } catch (BadMessage noDevice) {
      return null;
    }
  }

  private static @Nullable TwinEvent reported(DeviceId device, @Nullable Object body) {
    if (body instanceof JsonObject twin
        && twin.getValue("properties") instanceof JsonObject sections
        && sections.getValue("reported") instanceof JsonObject reported
        && reported.getValue("$version") instanceof Number version) {
      var patch = reported.copy();
      patch.remove("$metadata");
      patch.remove("$version");
      return new Reported(device, patch, version.longValue());
    }
    return null;
  }
}
