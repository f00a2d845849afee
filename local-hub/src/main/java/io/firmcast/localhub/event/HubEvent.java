// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.firmcast.localhub.message.PropertyBag;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of IoT Hub's own messages about a device or module, or one that it sent itself.
 *
 * @param opType what happened, such as {@code updateTwin} or {@code deviceConnected}; empty for
 *     telemetry
 * @param moduleId null for a device
 * @param properties what the device put beside its telemetry; else empty
 * @param content makes the body anew at each call, so that nobody is paid for who does not read
 */
public record HubEvent(
    Position position,
    Source source,
    String opType,
    String deviceId,
    @Nullable String moduleId,
    Instant at,
    PropertyBag properties,
    Supplier<@Nullable Object> content) {

  /** The number by which the feed orders its events; it has no gaps. */
  public long sequence() {
    return position.sequence();
  }

  /**
   * The body of the message: a {@link io.vertx.core.json.JsonObject}, for telemetry any JSON value
   * or, where it is none, base64.
   */
  public @Nullable Object body() {
    return content.get();
  }
}
