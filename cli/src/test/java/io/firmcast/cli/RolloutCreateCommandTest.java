// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.kit.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutCreateCommandTest extends RolloutTestBase {
  private static final String YAML =
      """
      # the router's firmware
      id: r1
      firmware:
        fwPackageUri: https://fw.example/a.bin
        version: "2.1.0"
      targets:
        condition: tags.model = 'router'
      waves:
        - size: 10
          soak: soon
      """;

  @TempDir private Path dir = Path.of("");

  @Test
  void a_file_becomes_a_rollout_and_its_plan_is_shown() throws IOException {
    orchestrator().on("PUT " + R1, FakeOrchestrator.rollout("draft", 0, 0));

    var terminal = rollout("create", file(YAML), "--reason", "monday");

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.out())
        .contains("rollout        r1", "0 of 10 succeeded", PLAN, "canaries", "and a person");
    assertThat(terminal.err()).isEqualTo("Start it with: firmcast rollout start r1\n");
    var body = orchestrator().last().json();
    assertThat(body.getString("id")).isEqualTo("r1");
    assertThat(body.getString("reason")).isEqualTo("monday");
    assertThat(body.getJsonObject("firmware").getString("version")).isEqualTo("2.1.0");
    assertThat(body.getJsonArray("waves").getJsonObject(0).getValue("size")).isEqualTo(10);
  }

  @Test
  void it_waits_until_the_devices_were_found() throws IOException {
    var unplanned = FakeOrchestrator.rollout("draft", 0, 0);
    unplanned.remove("plan");
    orchestrator()
        .on("PUT " + R1, unplanned)
        .on("GET " + R1, unplanned, FakeOrchestrator.rollout("awaitingApproval", 0, 0));

    var terminal = rollout("create", file(YAML));

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.err())
        .isEqualTo(
            "Approve just this plan with: firmcast rollout approve r1 --plan " + PLAN + "\n");
  }

  @Test
  void devices_that_are_not_found_in_time_are_exit_4() throws IOException {
    var unplanned = FakeOrchestrator.rollout("draft", 0, 0);
    unplanned.remove("plan");
    orchestrator().on("PUT " + R1, unplanned).on("GET " + R1, unplanned);

    var terminal = rollout("create", file(YAML), "--wait", "300ms");

    assertThat(terminal.exitCode()).isEqualTo(Exit.TIMED_OUT);
    assertThat(terminal.err()).contains("have not been found yet", "firmcast rollout plan r1");
  }

  @Test
  void what_is_wrong_is_told_with_file_line_and_field() throws IOException {
    orchestrator()
        .on(
            "PUT " + R1,
            new Problem(400, "bad-request", "/waves/0/soak must be a time span such as 30m.")
                .with("pointer", "/waves/0/soak"));
    var file = file(YAML);

    var terminal = rollout("create", file);

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .isEqualTo("firmcast: " + file + ":10: /waves/0/soak must be a time span such as 30m.\n");
  }

  @Test
  void the_command_line_may_name_it_and_its_devices() throws IOException {
    orchestrator().on("PUT /api/v1/rollouts/r2", FakeOrchestrator.rollout("draft", 0, 0));
    var csv = dir.resolve("devices.csv");
    Files.writeString(csv, "deviceId,wave\n# two\nsim-0,1\nsim-1,1\n\n");

    var terminal = rollout("create", file(YAML), "--id", "r2", "--devices-from", csv.toString());

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    var body = orchestrator().last().json();
    assertThat(body.getString("id")).isEqualTo("r2");
    assertThat(body.getJsonObject("targets"))
        .isEqualTo(new JsonObject().put("devices", new JsonArray().add("sim-0").add("sim-1")));
  }

  @Test
  void a_rollout_without_a_name_is_not_sent() throws IOException {
    var terminal = rollout("create", file(YAML.replace("id: r1", "reason: none")));

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("/id is missing");
    assertThat(orchestrator().asked()).isEmpty();
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    var terminal = rollout("create", "/no/such.yaml");

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).isEqualTo("firmcast: /no/such.yaml cannot be read.\n");
  }

  @Test
  void a_plan_is_made_anew_and_shown() {
    orchestrator().on("POST " + R1 + ":plan", FakeOrchestrator.rollout("awaitingApproval", 0, 0));

    var terminal = rollout("plan", "r1", "--no-forecast");

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("plan", PLAN, "wave  name", "canaries");
    assertThat(terminal.err()).contains("firmcast rollout approve r1 --plan " + PLAN);
  }

  @Test
  void the_devices_of_a_plan_stand_behind_their_waves() {
    orchestrator()
        .on(
            "GET " + R1 + "/devices?pageSize=1000",
            FakeOrchestrator.page(
                    new JsonObject().put("deviceId", "sim-0").put("wave", 1),
                    new JsonObject().put("deviceId", "sim-1").put("wave", 2))
                .put("nextLink", R1 + "/devices?pageSize=1000&after=sim-1"))
        .on(
            "GET " + R1 + "/devices?pageSize=1000&after=sim-1",
            FakeOrchestrator.page(new JsonObject().put("deviceId", "sim-2").put("wave", 2)));

    assertThat(rollout("plan", "r1", "--list-devices").out())
        .isEqualTo("1  sim-0\n2  sim-1\n2  sim-2\n");
    assertThat(new JsonArray(rollout("plan", "r1", "--list-devices", "-o", "json").out()))
        .hasSize(3);
  }

  private String file(String text) throws IOException {
    return Files.writeString(dir.resolve("rollout.yaml"), text).toString();
  }
}
