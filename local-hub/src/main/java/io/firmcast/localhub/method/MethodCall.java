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
  private static final int MAX_SECONDS = 300;
  private static final int DEFAULT_RESPONSE_SECONDS = 30;

  /** Reads a request body; refuses what is out of bounds. */
  public static MethodCall of(JsonObject body) {
    try {
      var name = body.getValue("methodName") instanceof String text ? text : "";
      refuseIf(name.isEmpty(), "methodName is missing");
      refuseIf(name.length() > 128 || !NAME.matcher(name).matches(), "methodName is not valid");
      return new MethodCall(
          name,
          body.getValue("payload"),
          seconds(body, "connectTimeoutInSeconds", 0, 0),
          seconds(body, "responseTimeoutInSeconds", 5, DEFAULT_RESPONSE_SECONDS));
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

  /** As a double, which no number overflows. */
  private static Duration seconds(JsonObject body, String member, int least, int absent) {
    var given = (Number) body.getValue(member);
    var seconds = given == null ? absent : given.doubleValue();
    refuseIf(
        seconds < least || seconds > MAX_SECONDS,
        member + " must be between " + least + " and " + MAX_SECONDS);
    return Duration.ofSeconds((long) seconds);
  }

  private static void refuseIf(boolean broken, String message) {
    if (broken) {
      throw new HubFailure(Code.ARGUMENT_INVALID, message);
    }
  }
}
