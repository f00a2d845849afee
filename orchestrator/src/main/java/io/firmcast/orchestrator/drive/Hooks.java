// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.Decision;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.store.WebhookRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What receivers of webhooks are told of a step: which devices and which rollouts came to an end.
 */
final class Hooks {
  /** Devices in one message. */
  private static final int TOGETHER = 500;

  private final RolloutJson records;
  private final List<URI> receivers;

  Hooks(RolloutJson records, List<URI> receivers) {
    this.records = records;
    this.receivers = List.copyOf(receivers);
  }

  /**
   * To be kept with the step itself, so that none is lost.
   *
   * @param seq of the log before the step, which makes the ids of deliveries
   */
  List<WebhookRow> of(RolloutId rollout, long seq, List<Decision> decisions, Instant now) {
    if (receivers.isEmpty()) {
      return List.of();
    }
    List<Decision> devices =
        decisions.stream()
            .filter(it -> it instanceof Decision.DeviceIs device && device.state().isOver())
            .toList();
    var bodies = new ArrayList<JsonObject>();
    for (var from = 0; from < devices.size(); from += TOGETHER) {
      var some = devices.subList(from, Math.min(devices.size(), from + TOGETHER));
      bodies.add(body("executions.ended", rollout, some, now));
    }
    decisions.stream()
        .filter(it -> it instanceof Decision.RolloutIs is && is.state().isOver())
        .forEach(it -> bodies.add(body("rollout.ended", rollout, List.of(it), now)));
    return deliveries(rollout, seq, bodies, now);
  }

  private List<WebhookRow> deliveries(
      RolloutId rollout, long seq, List<JsonObject> bodies, Instant now) {
    var rows = new ArrayList<WebhookRow>();
    for (var number = 0; number < bodies.size(); number++) {
      for (var receiver = 0; receiver < receivers.size(); receiver++) {
        var id = "%s-%d-%d-%d".formatted(rollout, seq, number, receiver);
        var body = bodies.get(number).put("id", id).encode();
        rows.add(
            new WebhookRow(id, rollout.value(), receivers.get(receiver).toString(), body, 0, now));
      }
    }
    return rows;
  }

  private JsonObject body(String type, RolloutId rollout, List<Decision> decisions, Instant now) {
    var value = new JsonArray();
    decisions.forEach(decision -> value.add(records.toJson(decision)));
    return new JsonObject()
        .put("type", type)
        .put("rolloutId", rollout.value())
        .put("at", now.toString())
        .put("value", value);
  }
}
