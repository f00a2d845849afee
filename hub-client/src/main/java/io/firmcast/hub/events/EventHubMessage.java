// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** A message of an event hub, as IoT Hub's routes write them there. */
final class EventHubMessage {
  private EventHubMessage() {}

  /** Empty for a message that is not about a twin, or that makes no sense. */
  static Optional<TwinEvent> read(Map<String, Object> properties, byte[] body) {
    var application = new JsonObject();
    properties.forEach((name, value) -> application.put(name, String.valueOf(value)));
    if (!application.containsKey("opType")) {
      return Optional.empty(); // telemetry, of whatever kind
    }
    try {
      return TwinEvent.of(application, Json.decodeValue(Buffer.buffer(body)));
    } catch (DecodeException notJson) {
      return Optional.empty();
    }
  }
}
