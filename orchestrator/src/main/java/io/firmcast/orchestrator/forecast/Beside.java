// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.forecast;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts what came beside what was forecast: for the whole, and for each wave. */
final class Beside {
  private Beside() {}

  /**
   * The forecast with {@code actual} times in it, as far as they have come, and whether they were
   * within the p90.
   *
   * @param rollout as it is shown
   */
  static JsonObject of(JsonObject forecast, JsonObject rollout) {
    var both = forecast.copy();
    var started = instant(rollout.getString("startedAt"));
    if (started == null) {
      return both;
    }
    // Only an end that was forecast can be compared with one.
    if ("completed".equals(rollout.getString("state"))) {
      compare(both, started, instant(rollout.getString("endedAt")));
    }
    var passed = rollout.getJsonArray("waves", new JsonArray());
    var waves = both.getJsonArray("waves", new JsonArray());
    for (var i = 0; i < Math.min(waves.size(), passed.size()); i++) {
      var passedAt = passed.getJsonObject(i).getString("passedAt");
      compare(waves.getJsonObject(i), started, instant(passedAt));
    }
    return both;
  }

  private static void compare(JsonObject forecast, Instant started, @Nullable Instant came) {
    if (came == null) {
      return;
    }
    var actual = Duration.between(started, came);
    forecast.put("actual", actual.toString());
    var p90 = forecast.getString("p90");
    if (p90 != null) {
      forecast.put("withinP90", actual.compareTo(Duration.parse(p90)) <= 0);
    }
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
