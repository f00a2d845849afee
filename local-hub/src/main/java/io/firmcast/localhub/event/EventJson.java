// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in the form in which {@code az iot hub monitor-events} shows them, the one of
 * Microsoft's "non-telemetry event schemas".
 *
 * @param hubName the hub's name in each event
 */
public record EventJson(String hubName) {

  /** The system properties of telemetry, by their key on the wire. */
  private static final Map<String, String> TELEMETRY =
      Map.of(
          "$.ct", "content_type",
          "$.ce", "content_encoding",
          "$.mid", "message_id",
          "$.cid", "correlation_id",
          "$.uid", "user_id");

  /** The event with its properties, annotations and body. */
  public JsonObject of(HubEvent event) {
    var module = event.moduleId() == null ? "" : event.moduleId();
    var json =
        new JsonObject()
            .put("origin", event.deviceId())
            .put("module", module)
            .put("interface", "")
            .put("component", "")
            .put(
                "properties",
                new JsonObject()
                    .put("system", system(event))
                    .put("application", application(event)))
            .put("annotations", annotations(event))
            .put("payload", event.body());
    return new JsonObject().put("event", json);
  }

  /** The application properties, on which routes filter. */
  public JsonObject application(HubEvent event) {
    if (event.source() == Source.TELEMETRY) {
      return entries(event.properties().application());
    }
    var properties = new JsonObject().put("hubName", hubName).put("deviceId", event.deviceId());
    if (event.moduleId() != null) {
      properties.put("moduleId", event.moduleId());
    }
    return properties
        .put("opType", event.opType())
        .put("iothub-message-schema", event.source().schema())
        .put("operationTimestamp", HubTime.format(event.at()));
  }

  private JsonObject system(HubEvent event) {
    if (event.source() == Source.TELEMETRY) {
      var given = event.properties();
      var system = new JsonObject();
      TELEMETRY.forEach((key, name) -> putIfThere(system, name, given.get(key)));
      return system;
    }
    return new JsonObject()
        .put("content_encoding", "utf-8")
        .put("content_type", "application/json")
        .put("correlation_id", event.position().epoch() + Long.toHexString(event.sequence()))
        .put("user_id", hubName);
  }

  private static JsonObject annotations(HubEvent event) {
    var annotations = new JsonObject().put("iothub-connection-device-id", event.deviceId());
    if (event.moduleId() != null) {
      annotations.put("iothub-connection-module-id", event.moduleId());
    }
    return annotations
        .put("iothub-enqueuedtime", event.at().toEpochMilli())
        .put("iothub-message-source", event.source().wireName())
        .put("x-opt-sequence-number", event.sequence())
        .put("x-opt-offset", Long.toString(event.sequence()))
        .put("x-opt-enqueued-time", event.at().toEpochMilli());
  }

  private static JsonObject entries(Map<String, @Nullable String> entries) {
    var json = new JsonObject();
    entries.forEach(json::put);
    return json;
  }

  private static void putIfThere(JsonObject json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
