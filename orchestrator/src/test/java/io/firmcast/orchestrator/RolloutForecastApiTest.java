// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is to be expected of rollouts, over HTTP. */
class RolloutForecastApiTest extends RolloutApiTestBase {
  private static final JsonObject THREE_RUNS = new JsonObject().put("runs", 3);

  @Test
  void a_plan_tells_what_is_to_be_expected() {
    devices(50);
    make("r1", new JsonObject());
    planned("r1", 50);

    var planned = act("r1", "plan", new JsonObject().put("forecast", THREE_RUNS));

    assertThat(planned.status()).isEqualTo(202);
    var forecast = planned.body().getJsonObject("forecast");
    assertThat(forecast.getInteger("runs")).isEqualTo(3);
    assertThat(forecast.getInteger("devices")).isEqualTo(50);
    assertThat(Duration.parse(forecast.getString("p50"))).isPositive();
    assertThat(forecast.getJsonObject("operations").getInteger("methods"))
        .isGreaterThanOrEqualTo(50);
  }

  @Test
  void without_runs_a_plan_has_no_forecast() {
    devices(2);
    make("r1", new JsonObject());
    planned("r1", 2);

    var planned =
        act("r1", "plan", new JsonObject().put("forecast", new JsonObject().put("runs", 0)));

    assertThat(planned.body().containsKey("forecast")).isFalse();
  }

  @Test
  void a_dry_run_is_the_plan_that_would_be_and_keeps_nothing() {
    devices(10);
    var definition = definition("r1", new JsonObject());

    var dry =
        running()
            .send(HttpMethod.POST, ALL + ":plan", definition.copy().put("forecast", THREE_RUNS));

    assertThat(dry.status()).isEqualTo(200);
    assertThat(running().get(ALL + "/r1").code()).isEqualTo("rollout-not-found");
    make("r1", new JsonObject());
    planned("r1", 10);
    assertThat(dry.body().getString("plan")).isEqualTo(rollout("r1").getString("plan"));
    assertThat(dry.body().getJsonObject("forecast").getInteger("devices")).isEqualTo(10);
  }

  @Test
  void what_if_half_of_them_fail() {
    devices(40);
    make("r1", new JsonObject());
    planned("r1", 40);
    var revision = rollout("r1").getLong("revision");

    var good = forecast("r1", new JsonObject().put("failing", 0));
    var bad = forecast("r1", new JsonObject().put("failing", 0.5));

    assertThat(good.body().getDouble("completed")).isEqualTo(1.0);
    assertThat(bad.body().getDouble("stopped")).isEqualTo(1.0);
    assertThat(rollout("r1").getLong("revision")).isEqualTo(revision);
  }

  @Test
  void the_hub_may_be_another_one() {
    devices(20);
    make("r1", new JsonObject());
    planned("r1", 20);
    var asked =
        new JsonObject()
            .put("runs", 3)
            .put("hub", new JsonObject().put("tier", "s1").put("units", 2));

    var forecast =
        running()
            .send(HttpMethod.POST, ALL + "/r1:forecast", new JsonObject().put("forecast", asked))
            .body();

    assertThat(forecast.getLong("messagesPerDay")).isEqualTo(800_000);
    assertThat(forecast.getDouble("leastSeconds")).isPositive();
    assertThat(forecast.getJsonObject("assumed").getJsonObject("hub").getString("tier"))
        .isEqualTo("S1");
  }

  @Test
  void what_is_wrong_in_a_forecast_is_told_by_its_place() {
    devices(1);
    make("r1", new JsonObject());
    planned("r1", 1);

    assertThat(forecast("r1", new JsonObject().put("failing", 2)).body().getString("pointer"))
        .isEqualTo("/forecast/devices/failing");
    assertThat(forecast("r1", new JsonObject().put("mood", 2)).body().getString("pointer"))
        .isEqualTo("/forecast/devices/mood");
    var dry = new JsonObject().put("firmware", "x").put("targets", new JsonObject());
    assertThat(running().send(HttpMethod.POST, ALL + ":plan", dry).body().getString("pointer"))
        .isEqualTo("/firmware");
    assertThat(running().get(ALL + "/r1/forecast").code()).isEqualTo("no-forecast");
    assertThat(act("none", "forecast", new JsonObject()).code()).isEqualTo("rollout-not-found");
  }

  @Test
  void what_was_forecast_at_the_start_stands_beside_what_came() {
    devices(30);
    make("r1", new JsonObject());
    planned("r1", 30);
    act("r1", "start", new JsonObject());
    over("r1", "completed");

    await()
        .untilAsserted(
            () -> assertThat(running().get(ALL + "/r1/forecast").status()).isEqualTo(200));

    var kept = running().get(ALL + "/r1/forecast").body();
    assertThat(kept.getString("actual")).isEqualTo("PT0S");
    assertThat(kept.getBoolean("withinP90")).isTrue();
    assertThat(kept.getJsonArray("waves").getJsonObject(0).getString("actual")).isEqualTo("PT0S");
    assertThat(rollout("r1").getJsonObject("forecast")).isEqualTo(kept);
  }

  @Test
  void enough_devices_that_came_to_an_end_are_learned_from() {
    devices(30);
    make("r1", new JsonObject());
    planned("r1", 30);
    act("r1", "start", new JsonObject());
    over("r1", "completed");
    make("r2", new JsonObject());
    planned("r2", 30);

    var forecast = forecast("r2", new JsonObject()).body();

    assertThat(forecast.getJsonObject("assumed").getJsonObject("learnedFrom"))
        .isEqualTo(new JsonObject().put("rollouts", 1).put("devices", 30));
    assertThat(forecast.getJsonObject("assumed").getJsonObject("devices").getDouble("offline"))
        .isZero();
  }

  private Running.Answer forecast(String id, JsonObject devices) {
    var asked = THREE_RUNS.copy().put("devices", devices);
    return act(id, "forecast", new JsonObject().put("forecast", asked));
  }
}
