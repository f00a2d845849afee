// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.DeviceAnswer;
import io.firmcast.orchestrator.rollout.Execution;
import io.firmcast.orchestrator.rollout.Update;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An update as callers see it. */
final class UpdateJson {
  private UpdateJson() {}

  static String address(UpdateId id) {
    return "/api/v1/updates/" + id;
  }

  static JsonObject of(Update update) {
    var execution = update.execution();
    var json =
        new JsonObject()
            .put("updateId", update.id().value())
            .put("deviceId", update.device().value())
            .put("state", execution.state().name())
            .put("createdAt", millis(update.createdAt()))
            .put("updatedAt", millis(update.updatedAt()))
            .put("request", update.request().toJson());
    var answer = update.answer();
    if (answer != null) {
      json.put("answer", of(answer));
    }
    var reason = execution.reason();
    if (execution instanceof Execution.Failed failed) {
      json.put("error", failed.error().toJson());
    } else if (reason != null) {
      json.put("reason", reason);
    }
    return json;
  }

  /** As the store keeps it, so that the first answer reads like every later one. */
  private static String millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static JsonObject of(DeviceAnswer answer) {
    var payload = answer.payload();
    return new JsonObject()
        .put("status", answer.status())
        .put("payload", payload == null ? null : Json.decodeValue(payload));
  }
}
