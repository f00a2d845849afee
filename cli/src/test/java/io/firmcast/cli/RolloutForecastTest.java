// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.kit.Problem;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutForecastTest extends RolloutTestBase {
  @TempDir private Path directory = Path.of("");

  @Test
  void a_plan_shows_what_is_to_be_expected_with_a_bar_for_each_wave() {
    orchestrator()
        .on(
            "POST " + R1 + ":plan",
            FakeOrchestrator.rollout("draft", 0, 0).put("forecast", FakeOrchestrator.forecast()));

    var terminal = rollout("plan", "r1");

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.out())
        .contains("forecast  10m; nine of ten times within 20m (20 runs, seed 1)")
        .contains("errors stop it in 5% of the runs, it completes in 95%")
        .contains("less than 0.1% of a day's 400,000 messages of S1 × 1")
        .contains("the defaults, where nothing else was said")
        .contains(
            """
            wave  devices  p50     p90  0                            20m
            1     2        2m 30s  5m   ████▒▒▒▒
            2     8        10m     20m      ████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
            """);
  }

  @Test
  void what_is_assumed_goes_with_the_request_and_only_that() {
    orchestrator().on("POST " + R1 + ":forecast", FakeOrchestrator.forecast());

    rollout("forecast", "r1", "--failing", "2.5%", "--downloading", "5m", "--hub-tier", "S2");

    assertThat(orchestrator().last().json())
        .isEqualTo(
            new JsonObject(
                """
                {"forecast":{"devices":{"downloading":"PT5M","failing":0.025},
                  "hub":{"tier":"S2"}}}"""));
  }

  @Test
  void a_share_that_is_none_is_refused() {
    assertThat(rollout("forecast", "r1", "--failing", "0.2").exitCode()).isEqualTo(Exit.USAGE);
    assertThat(rollout("forecast", "r1", "--failing", "101%").exitCode()).isEqualTo(Exit.USAGE);
  }

  @Test
  void after_the_start_the_forecast_of_then_stands_beside_what_came() {
    var kept = FakeOrchestrator.forecast().put("actual", "PT25M").put("withinP90", false);
    kept.getJsonArray("waves").getJsonObject(0).put("actual", "PT4M").put("withinP90", true);
    var running =
        FakeOrchestrator.rollout("running", 3, 0).put("startedAt", "2026-11-20T12:00:00Z");
    orchestrator().on("GET " + R1, running).on("GET " + R1 + "/forecast", kept);

    var terminal = rollout("forecast", "r1");

    assertThat(terminal.out())
        .contains("took      25m, longer than forecast")
        .contains("1     2        2m 30s  5m   4m    ████▒▒▒▒")
        .contains("2     8        10m     20m  -         ████");
  }

  @Test
  void none_that_was_kept_is_said() {
    var running =
        FakeOrchestrator.rollout("running", 3, 0).put("startedAt", "2026-11-20T12:00:00Z");
    orchestrator()
        .on("GET " + R1, running)
        .on("GET " + R1 + "/forecast", new Problem(404, "no-forecast", "No forecast is kept."));

    var terminal = rollout("forecast", "r1");

    assertThat(terminal.exitCode()).isEqualTo(Exit.NOT_FOUND);
    assertThat(terminal.err()).contains("No forecast is kept.");
  }

  @Test
  void a_file_is_planned_without_being_kept() throws IOException {
    var file = Files.writeString(directory.resolve("r.yaml"), "id: r1\nfirmware: {}\n");
    orchestrator()
        .on(
            "POST /api/v1/rollouts:plan",
            FakeOrchestrator.rollout("draft", 0, 0).put("forecast", FakeOrchestrator.forecast()));

    var terminal = rollout("plan", "--file", file.toString(), "--runs", "5");

    assertThat(terminal.out()).contains("wave  name", "forecast  10m");
    assertThat(terminal.err()).contains("Nothing was kept");
    assertThat(orchestrator().last().json().getJsonObject("forecast"))
        .isEqualTo(new JsonObject().put("runs", 5));
    assertThat(rollout("plan").exitCode()).isEqualTo(Exit.USAGE);
    assertThat(rollout("plan", "r1", "--file", "x").exitCode()).isEqualTo(Exit.USAGE);
  }

  @Test
  void the_quota_shows_what_was_spent_and_what_is_forecast() {
    var spend =
        new JsonObject(
            """
            {"tier":"S1","units":1,"share":0.95,
             "value":[{"operation":"TWIN_READ","permittedPerSecond":95.0,"lastMinute":12,
               "sinceStart":40,"waiting":3,"forecastSeconds":1.5,"throttled":0}],
             "rollouts":[{"id":"r1","operations":{"methods":12,"desiredWrites":1,"twinReads":30,
               "reportedWrites":30},"daysOfQuota":0.02,"leastSeconds":1.0}]}""");
    orchestrator().on("GET /api/v1/quota", spend);

    assertThat(rollout("quota").out())
        .contains("S1 × 1, of which the orchestrator uses at most 95%.")
        .contains("twin read  95.0         12           40           3        1.5s  0")
        .contains("r1        12       30          31           0.020");
    assertThat(new JsonObject(rollout("quota", "-o", "json").out())).isEqualTo(spend);
  }
}
