// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A message that somebody wants to send to a device; throws a {@link HubFailure} if it may not be.
 *
 * @param timeToLive how long it may wait, a second to two days
 */
public record CloudMessageRequest(PropertyBag properties, Buffer body, Duration timeToLive) {

  private static final Duration DEFAULT_TIME = Duration.ofHours(1);
  private static final Duration LONGEST_TIME = Duration.ofDays(2);
  private static final int MAX_BYTES = 64 * 1024;
  // What is left of a topic's 65,535 bytes beside the longest ids, which stand in it twice.
  private static final int MAX_BAG_BYTES = 63 * 1024;

  /** The members of the JSON form and the keys under which they travel. */
  private static final Map<String, String> SYSTEM_KEYS =
      Map.of(
          "messageId", "$.mid",
          "correlationId", "$.cid",
          "userId", "$.uid",
          "contentType", "$.ct",
          "contentEncoding", "$.ce");

  // The names at which the Java client throws, and then never reads a message again.
  private static final Set<String> RESERVED =
      Set.of("connectiondeviceid", "connectionmoduleid", "dt-subject");

  private static final Set<String> MEMBERS =
      Set.of("body", "bodyBase64", "timeToLiveSeconds", "properties");

  public CloudMessageRequest {
    properties.application().keySet().forEach(CloudMessageRequest::checkName);
    var bag = properties.encode();
    refuseIf(
        timeToLive.compareTo(Duration.ofSeconds(1)) < 0 || timeToLive.compareTo(LONGEST_TIME) > 0,
        Code.ARGUMENT_INVALID,
        "The time to live must be between a second and two days");
    refuseIf(
        body.length() + size(properties) > MAX_BYTES || bag.length() > MAX_BAG_BYTES,
        Code.TOO_LARGE,
        "The message is larger than 64 KB");
  }

  /** A message of text, with the usual time to live. */
  public static CloudMessageRequest text(String body) {
    return new CloudMessageRequest(PropertyBag.EMPTY, Buffer.buffer(body), DEFAULT_TIME);
  }

  /**
   * Reads the JSON form: {@code body} or {@code bodyBase64}, {@code messageId}, {@code
   * correlationId}, {@code userId}, {@code contentType}, {@code contentEncoding}, {@code
   * timeToLiveSeconds}, {@code properties}.
   */
  public static CloudMessageRequest of(JsonObject json) {
    try {
      var properties = PropertyBag.EMPTY;
      for (var name : json.fieldNames()) {
        var key = SYSTEM_KEYS.get(name);
        refuseIf(key == null && !MEMBERS.contains(name), Code.ARGUMENT_INVALID, "Unknown: " + name);
        var value = key == null ? null : (String) json.getValue(name);
        properties = key == null || value == null ? properties : properties.with(key, value);
      }
      var given = json.getJsonObject("properties");
      for (var entry : given == null ? new JsonObject() : given) {
        properties = properties.with(entry.getKey(), String.valueOf(entry.getValue()));
      }
      var seconds = json.getLong("timeToLiveSeconds");
      var time = seconds == null ? DEFAULT_TIME : Duration.ofSeconds(seconds);
      return new CloudMessageRequest(properties, body(json), time);
    } catch (ClassCastException | IllegalArgumentException wrong) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "A member of the message has the wrong type");
    }
  }

  public CloudMessageRequest with(String property, String value) {
    return new CloudMessageRequest(properties.with(property, value), body, timeToLive);
  }

  public CloudMessageRequest withTimeToLive(Duration time) {
    return new CloudMessageRequest(properties, body, time);
  }

  private static Buffer body(JsonObject json) {
    var encoded = json.getBinary("bodyBase64");
    if (encoded != null) {
      return Buffer.buffer(encoded);
    }
    var text = (String) json.getValue("body");
    return Buffer.buffer(text == null ? "" : text);
  }

  private static void checkName(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    refuseIf(
        name.isEmpty() || lower.startsWith("iothub-") || RESERVED.contains(lower),
        Code.ARGUMENT_INVALID,
        "This name is not free for properties: '" + name + "'");
  }

  private static int size(PropertyBag properties) {
    return properties.entries().entrySet().stream()
        .mapToInt(e -> bytes(e.getKey()) + bytes(String.valueOf(e.getValue())))
        .sum();
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static void refuseIf(boolean broken, Code code, String message) {
    if (broken) {
      throw new HubFailure(code, message);
    }
  }
}
