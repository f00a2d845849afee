// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The orchestrator's API of rollouts, as commands call it. */
record RolloutCalls(ServiceApi api) {
  private static final String ALL = "/api/v1/rollouts";

  /** Makes it, or finds that just this one is there already. */
  JsonObject create(String id, JsonObject body, Map<String, String> headers) {
    return api.put(one(id), body, headers);
  }

  /** The rollout as it is after the action; or before, where that takes its time. */
  JsonObject act(String id, String action, JsonObject body, Map<String, String> headers) {
    return api.post(one(id) + ":" + action, body, headers);
  }

  /**
   * The rollout.
   *
   * @param at as it was at that time; null for now
   */
  JsonObject show(String id, @Nullable String at) {
    return api.get(one(id) + (at == null ? "" : "?at=" + ServiceApi.segment(at)));
  }

  /** The rollout as it would be, with its forecast. */
  JsonObject dryRun(JsonObject definition, Map<String, String> headers) {
    return api.post(ALL + ":plan", definition, headers);
  }

  /** A fresh one. */
  JsonObject forecast(String id, JsonObject assumed) {
    return api.post(one(id) + ":forecast", new JsonObject().put("forecast", assumed));
  }

  /** The one that was made when it was started, beside what came. */
  JsonObject keptForecast(String id) {
    return api.get(one(id) + "/forecast");
  }

  JsonObject definition(String id) {
    return api.get(one(id) + "/definition");
  }

  JsonObject why(String id, String device) {
    return api.get(one(id) + "/devices/" + ServiceApi.segment(device) + ":why");
  }

  /** All rollouts, the newest first, until one is enough. */
  void each(@Nullable String state, Predicate<JsonObject> visitor) {
    pages(ALL + "?pageSize=100" + filter(state), visitor);
  }

  void eachDevice(String id, @Nullable String state, Predicate<JsonObject> visitor) {
    pages(one(id) + "/devices?pageSize=1000" + filter(state), visitor);
  }

  void eachLine(String id, Predicate<JsonObject> visitor) {
    pages(one(id) + "/log?pageSize=100", visitor);
  }

  void csv(String id, @Nullable String state, OutputStream to) {
    api.copy(one(id) + "/devices?format=csv" + filter(state), to);
  }

  private void pages(String first, Predicate<JsonObject> visitor) {
    @Nullable String next = first;
    while (next != null) {
      var page = api.get(next);
      for (var item : page.getJsonArray("value", new JsonArray())) {
        if (!visitor.test((JsonObject) item)) {
          return;
        }
      }
      next = page.getString("nextLink");
    }
  }

  private static String filter(@Nullable String state) {
    return state == null ? "" : "&state=" + ServiceApi.segment(state);
  }

  private static String one(String id) {
    return ALL + "/" + ServiceApi.segment(id);
  }
}
