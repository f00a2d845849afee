// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.configuration;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of the last look at the fleet. Devices with the same configurations share a member. */
record Status(
    Map<String, JsonObject> ofDevices,
    Map<String, JsonObject> counts,
    Map<String, JsonObject> metrics) {

  static final Status NONE = new Status(Map.of(), Map.of(), Map.of());

  private record Case(List<String> configurations, boolean applied) {}

  static Status of(Look look, Set<String> failed) {
    var members = new HashMap<Case, JsonObject>();
    var ofDevices = new HashMap<String, JsonObject>();
    var counts = new HashMap<String, JsonObject>();
    look.targeted()
        .forEach(
            (key, ids) -> {
              var one = new Case(ids, !failed.contains(key));
              ofDevices.put(key, members.computeIfAbsent(one, Status::member));
              ids.forEach(id -> count(counts.computeIfAbsent(id, any -> none()), one.applied()));
            });
    return new Status(ofDevices, counts, look.metricResults());
  }

  /** A copy, for the receiver may change it. */
  @Nullable JsonObject of(String deviceKey) {
    var member = ofDevices.get(deviceKey);
    return member == null ? null : member.copy();
  }

  JsonObject counts(String id) {
    return counts.getOrDefault(id, none()).copy();
  }

  JsonObject metrics(String id) {
    return metrics.getOrDefault(id, new JsonObject()).copy();
  }

  private static JsonObject member(Case one) {
    var member = new JsonObject();
    var state = new JsonObject().put("status", one.applied() ? "Applied" : "Targeted");
    one.configurations().forEach(id -> member.put(id, state));
    return member;
  }

  private static void count(JsonObject counts, boolean applied) {
    counts.put("targetedCount", counts.getInteger("targetedCount") + 1);
    if (applied) {
      counts.put("appliedCount", counts.getInteger("appliedCount") + 1);
    }
  }

  private static JsonObject none() {
    return new JsonObject().put("targetedCount", 0).put("appliedCount", 0);
  }
}
