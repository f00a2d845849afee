// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BesideTest {
  private static final JsonObject FORECAST =
      new JsonObject(
          """
          {"p50":"PT1H","p90":"PT2H",
           "waves":[{"number":1,"p90":"PT10M"},{"number":2,"p90":"PT2H"},{"number":3}]}""");

  @Test
  void before_the_start_there_is_nothing_beside_it() {
    assertThat(Beside.of(FORECAST, rollout("draft", null, null))).isEqualTo(FORECAST);
  }

  @Test
  void waves_are_compared_as_they_are_passed() {
    var both = Beside.of(FORECAST, rollout("running", "12:00:00", null));

    assertThat(both.containsKey("actual")).isFalse();
    assertThat(wave(both, 0).getString("actual")).isEqualTo("PT15M");
    assertThat(wave(both, 0).getBoolean("withinP90")).isFalse();
    assertThat(wave(both, 1).containsKey("actual")).isFalse();
  }

  @Test
  void at_the_very_p90_it_is_within() {
    var both = Beside.of(FORECAST, rollout("completed", "12:00:00", "14:00:00"));

    assertThat(both.getString("actual")).isEqualTo("PT2H");
    assertThat(both.getBoolean("withinP90")).isTrue();
  }

  @Test
  void an_end_that_was_not_forecast_is_not_compared() {
    var both = Beside.of(FORECAST, rollout("aborted", "12:00:00", "12:30:00"));

    assertThat(both.containsKey("actual")).isFalse();
  }

  private static JsonObject wave(JsonObject forecast, int index) {
    return forecast.getJsonArray("waves").getJsonObject(index);
  }

  private static JsonObject rollout(
      String state, @Nullable String started, @Nullable String ended) {
    var waves =
        new JsonArray()
            .add(new JsonObject().put("passedAt", "2026-11-20T12:15:00Z"))
            .add(new JsonObject());
    return new JsonObject()
        .put("state", state)
        .put("startedAt", time(started))
        .put("endedAt", time(ended))
        .put("waves", waves);
  }

  private static @Nullable String time(@Nullable String clock) {
    return clock == null ? null : "2026-11-20T" + clock + "Z";
  }
}
