// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Whether a device is connected, since when, when it was last heard of, and the model it announced.
 *
 * @param waiting how many messages from the cloud wait for the device; not kept, for they are
 */
public record Presence(
    boolean connected, Instant since, Instant lastActivity, String modelId, int waiting) {

  public static final Presence NEVER_SEEN =
      new Presence(false, HubTime.NEVER, HubTime.NEVER, "", 0);

  Presence connected(String model, Instant now) {
    return new Presence(true, now, now, model, waiting);
  }

  Presence disconnected(Instant now) {
    return new Presence(false, now, now, modelId, waiting);
  }

  Presence active(Instant now) {
    return new Presence(connected, since, now, modelId, waiting);
  }

  Presence waiting(int messages) {
    return new Presence(connected, since, lastActivity, modelId, messages);
  }

  /** The presence as it is stored, bound to one generation of the device. */
  public JsonObject toJson(String generationId) {
    return new JsonObject()
        .put("generationId", generationId)
        .put("connected", connected)
        .put("since", since.toString())
        .put("lastActivity", lastActivity.toString())
        .put("modelId", modelId);
  }

  /**
   * What is left of a stored presence when the hub starts: nobody is connected, and whoever was
   * when the hub died is not since now. What belongs to a deleted device of the same id is not
   * taken.
   */
  public static Presence restored(JsonObject json, String generationId, Instant now) {
    if (!generationId.equals(json.getString("generationId"))) {
      return NEVER_SEEN;
    }
    return new Presence(
        false,
        json.getBoolean("connected") ? now : Instant.parse(json.getString("since")),
        Instant.parse(json.getString("lastActivity")),
        json.getString("modelId"),
        0);
  }
}
