// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.forecast;

import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.whatif.Assumptions;
import io.firmcast.orchestrator.rollout.whatif.Forecast;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A forecast, and what it took for granted.
 *
 * @param at when the rollout was taken to start
 */
public record Outlook(Forecast forecast, Assumptions assumed, Instant at) {

  /** As it is answered and kept. */
  public JsonObject toJson(RolloutJson records) {
    var operations = forecast.operations();
    var json = records.write(forecast).put("at", at.toString());
    json.getJsonObject("operations").put("messages", operations.messages());
    var perDay = assumed.hub().allows().messagesPerDay();
    if (perDay < Long.MAX_VALUE) {
      json.put("messagesPerDay", perDay);
    }
    return json.put("assumed", records.write(assumed));
  }
}
