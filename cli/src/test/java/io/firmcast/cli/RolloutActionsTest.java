// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.kit.Problem;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutActionsTest extends RolloutTestBase {

  @ParameterizedTest
  @CsvSource({
    "deny, deny",
    "start, start",
    "pause, pause",
    "resume, resume",
    "cancel, cancel",
    "abort, abort",
    "retry, retryFailed",
    "next-wave, nextWave",
    "roll-back, rollBack"
  })
  void an_action_is_asked_for_with_who_and_why(String command, String action) {
    var line = "POST " + R1 + ":" + action;
    orchestrator().on(line, FakeOrchestrator.rollout("running", 3, 1));

    var terminal = rollout(command, "r1", "--who", "anna", "--reason", "it is monday");

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.out())
        .isEqualTo("r1 is running, wave 2 of 2: 3 of 10 succeeded, 1 failed\n");
    assertThat(orchestrator().last().line()).isEqualTo(line);
    assertThat(orchestrator().last().who()).isEqualTo("anna");
    assertThat(orchestrator().last().json())
        .isEqualTo(new JsonObject().put("reason", "it is monday"));
  }

  @Test
  void as_json_it_is_the_rollout() {
    var running = FakeOrchestrator.rollout("running", 3, 1);
    orchestrator().on("POST " + R1 + ":pause", running);

    assertThat(new JsonObject(rollout("pause", "r1", "-o", "json").out())).isEqualTo(running);
  }

  @Test
  void a_refusal_is_its_own_sentence() {
    orchestrator()
        .on(
            "POST " + R1 + ":resume",
            new Problem(409, "wrong-state", "cannot resume a rollout that is RUNNING."));

    var terminal = rollout("resume", "r1");

    assertThat(terminal.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(terminal.err()).isEqualTo("firmcast: cannot resume a rollout that is RUNNING.\n");
  }

  @Test
  void a_rollout_that_is_not_there_is_exit_3() {
    orchestrator()
        .on(
            "POST " + R1 + ":start",
            new Problem(404, "rollout-not-found", "There is no rollout r1."));

    assertThat(rollout("start", "r1").exitCode()).isEqualTo(Exit.NOT_FOUND);
  }

  @Test
  void who_must_fit_into_a_header() {
    var terminal = rollout("start", "r1", "--who", "anna maria");

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(orchestrator().asked()).isEmpty();
  }

  @Test
  void the_plan_that_was_seen_is_approved_by_its_hash() {
    var line = "POST " + R1 + ":approve";
    orchestrator().on(line, FakeOrchestrator.rollout("draft", 0, 0));

    assertThat(rollout("approve", "r1", "--plan", PLAN).exitCode()).isEqualTo(Exit.OK);
    assertThat(orchestrator().last().json().getString("plan")).isEqualTo(PLAN);
  }

  @Test
  void the_beginning_of_the_hash_will_do_if_it_is_that_of_the_plan() {
    orchestrator()
        .on("GET " + R1, FakeOrchestrator.rollout("awaitingApproval", 0, 0))
        .on("POST " + R1 + ":approve", FakeOrchestrator.rollout("draft", 0, 0));

    var right = rollout("approve", "r1", "--plan", PLAN.substring(0, 12));

    assertThat(right.exitCode()).isEqualTo(Exit.OK);
    assertThat(orchestrator().last().json().getString("plan")).isEqualTo(PLAN);
  }

  @Test
  void a_hash_of_another_plan_approves_nothing() {
    orchestrator().on("GET " + R1, FakeOrchestrator.rollout("awaitingApproval", 0, 0));

    var other = rollout("approve", "r1", "--plan", "000000000000");
    var noHash = rollout("approve", "r1", "--plan", "latest");
    var none = rollout("approve", "r1");

    assertThat(other.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(other.err()).contains("look at it again");
    assertThat(noHash.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(none.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(orchestrator().asked()).noneMatch(asked -> asked.line().startsWith("POST"));
  }

  @Test
  void a_change_of_pace_leaves_the_rest_of_it_as_it_is() {
    orchestrator()
        .on("GET " + R1, FakeOrchestrator.rollout("running", 0, 0))
        .on("POST " + R1 + ":changePace", FakeOrchestrator.rollout("running", 0, 0));

    rollout("pace", "r1", "--in-flight", "7", "--per-minute", "60");

    assertThat(orchestrator().last().json().getJsonObject("pace"))
        .isEqualTo(
            new JsonObject()
                .put("inFlight", 7)
                .put("parked", 1000)
                .put("rate", new JsonObject().put("perMinute", 60)));
  }

  @Test
  void a_change_of_pace_says_what_is_to_change() {
    assertThat(rollout("pace", "r1").exitCode()).isEqualTo(Exit.USAGE);
  }
}
