// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a device's history: when, by its own clock, it reached that status. */
public record Transition(FirmwareStatus status, Instant at, @Nullable UpdateId updateId) {

  static Transition fromFields(Fields fields) {
    var at = fields.instant("at");
    if (at == null) {
      throw new BadMessage(fields.at("at"), "is required");
    }
    return new Transition(
        FirmwareStatus.of(fields.requiredText("status")), at, fields.as("updateId", UpdateId::new));
  }

  /** {@code {"status":…,"at":…,"updateId":…}}. */
  public JsonObject toJson() {
    return Present.in(
        new JsonObject()
            .put("status", status.wire())
            .put("at", at.toString())
            .put("updateId", Present.text(updateId)));
  }
}
