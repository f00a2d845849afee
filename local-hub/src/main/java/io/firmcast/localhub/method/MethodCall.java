// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.method;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A direct method as the service side asks for it.
 *
 * @param payload any JSON value, null included
 * @param connectTimeout how long to wait for the device to be reachable, 0 to 300 s
 * @param responseTimeout how long to wait for its answer, 5 to 300 s
 */
public record MethodCall(
    String name, @Nullable Object payload, Duration connectTimeout, Duration responseTimeout) {

  private static final int PAYLOAD_BYTES = 128 * 1024;
  // It stands in a topic, where MQTT forbids wildcards, control characters and what is no UTF-8.
  private static final Pattern NAME = Pattern.compile("[^$. /#+\\p{Cc}\\p{Cs}\\uFFFD]+");
  private static final int DEFAULT_RESPONSE_SECONDS = 30;

  /** Reads a request body; refuses what is out of bounds. */
  public static MethodCall of(JsonObject body) {
    try {
      var name = body.getValue("methodName") instanceof String text ? text : "";
      refuseIf(name.isEmpty(), "methodName is missing");
      refuseIf(name.length() > 128 || !NAME.matcher(name).matches(), "methodName is not valid");
      var connect = body.getInteger("connectTimeoutInSeconds", 0);
      var response = body.getInteger("responseTimeoutInSeconds", DEFAULT_RESPONSE_SECONDS);
      refuseIf(
          connect == null || connect < 0 || connect > 300,
          "connectTimeoutInSeconds must be between 0 and 300");
      refuseIf(
          response == null || response < 5 || response > 300,
          "responseTimeoutInSeconds must be between 5 and 300");
      return new MethodCall(
          name,
          body.getValue("payload"),
          Duration.ofSeconds(connect),
          Duration.ofSeconds(response));
    } catch (ClassCastException wrongType) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "A member of the call has the wrong type");
    }
  }

  /**
   * Section 10, uncertain: a null payload travels as the text {@code null}; the real hub may send
   * nothing.
   */
  public Buffer wirePayload() {
    var text = Json.encodeToBuffer(payload);
    if (text.length() > PAYLOAD_BYTES) {
      throw new HubFailure(Code.TOO_LARGE, "The payload is larger than 128 KB");
    }
    return text;
  }

  private static void refuseIf(boolean broken, String message) {
    if (broken) {
      throw new HubFailure(Code.ARGUMENT_INVALID, message);
    }
  }
}
