// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message from a device to the cloud.
 *
 * @param sequence grows by one with each message of the hub; begins anew with each start
 * @param deviceId the identity it came from, {@code device/module} for a module
 * @param body not to be changed by anyone
 */
public record DeviceMessage(
    long sequence, Instant enqueued, String deviceId, PropertyBag properties, Buffer body) {

  /** The keys on the wire and the names under which routes and readers know them. */
  private static final Map<String, String> SYSTEM_NAMES =
      Map.ofEntries(
          Map.entry("$.mid", "messageId"),
          Map.entry("$.cid", "correlationId"),
          Map.entry("$.uid", "userId"),
          Map.entry("$.to", "to"),
          Map.entry("$.on", "outputName"),
          Map.entry("$.ct", "contentType"),
          Map.entry("$.ce", "contentEncoding"),
          Map.entry("$.ctime", "creationTimeUtc"),
          Map.entry("$.exp", "expiryTimeUtc"),
          Map.entry("$.ifid", "interfaceId"),
          Map.entry("$.sub", "dt-subject"));

  /** The form in which IoT Hub's routes write messages to storage. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("SequenceNumber", sequence)
        .put("EnqueuedTimeUtc", HubTime.format(enqueued))
        .put("Properties", object(properties.application()))
        .put("SystemProperties", systemProperties())
        .put("Body", bodyJson());
  }

  /** Who sent it is what the hub saw at the connection, never what the message says. */
  private JsonObject systemProperties() {
    var json = new JsonObject();
    properties
        .system()
        .forEach(
            (key, value) -> {
              var name = SYSTEM_NAMES.get(key);
              if (name != null) {
                json.put(name, value);
              }
            });
    var slash = deviceId.indexOf('/');
    json.put("connectionDeviceId", slash < 0 ? deviceId : deviceId.substring(0, slash));
    if (slash >= 0) {
      json.put("connectionModuleId", deviceId.substring(slash + 1));
    }
    return json.put("enqueuedTime", HubTime.format(enqueued));
  }

  /** JSON where the message says so and keeps its word, base64 in all other cases. */
  private @Nullable Object bodyJson() {
    var type = properties.get("$.ct");
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      try {
        return Json.decodeValue(body);
      } catch (DecodeException notJson) {
        return base64();
      }
    }
    return base64();
  }

  private String base64() {
    return Base64.getEncoder().encodeToString(body.getBytes());
  }

  private static JsonObject object(Map<String, @Nullable String> entries) {
    var json = new JsonObject();
    entries.forEach(json::put);
    return json;
  }
}
