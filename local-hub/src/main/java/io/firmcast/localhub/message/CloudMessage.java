// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A message that waits for a device.
 *
 * @param sequence grows by one with each message of the hub
 * @param deliveries how often it has been sent to the device
 * @param body not to be changed by anyone
 */
public record CloudMessage(
    long sequence,
    Instant enqueued,
    Instant expiry,
    int deliveries,
    PropertyBag properties,
    Buffer body) {

  CloudMessage delivered() {
    return new CloudMessage(sequence, enqueued, expiry, deliveries + 1, properties, body);
  }

  /** The message as it is stored. */
  JsonObject toJson() {
    return new JsonObject()
        .put("sequence", sequence)
        .put("enqueued", enqueued)
        .put("expiry", expiry)
        .put("deliveries", deliveries)
        .put("properties", properties.encode())
        .put("body", body);
  }

  /** The inverse of {@link #toJson()}. */
  static CloudMessage fromJson(JsonObject json) {
    return new CloudMessage(
        json.getLong("sequence"),
        json.getInstant("enqueued"),
        json.getInstant("expiry"),
        json.getInteger("deliveries"),
        PropertyBag.parse(json.getString("properties")),
        json.getBuffer("body"));
  }
}
