// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of IoT Hub's own messages about a device or module.
 *
 * @param opType what happened, such as {@code updateTwin} or {@code deviceConnected}
 * @param moduleId null for a device
 * @param content makes the body anew at each call, so that nobody is paid for who does not read
 */
public record HubEvent(
    Position position,
    Source source,
    String opType,
    String deviceId,
    @Nullable String moduleId,
    Instant at,
    Supplier<JsonObject> content) {

  /** The number by which the feed orders its events; it has no gaps. */
  public long sequence() {
    return position.sequence();
  }

  /** The body of the message. */
  public JsonObject body() {
    return content.get();
  }
}
