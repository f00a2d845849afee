// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.kit.Problem;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutWatchCommandTest extends RolloutTestBase {

  @Test
  void each_change_is_a_line_where_nobody_looks() {
    orchestrator()
        .on(
            "GET " + R1,
            FakeOrchestrator.rollout("running", 3, 0),
            FakeOrchestrator.rollout("running", 3, 0),
            FakeOrchestrator.rollout("running", 9, 0),
            FakeOrchestrator.rollout("completed", 10, 0));

    var terminal = rollout("watch", "r1", "--every", "1ms");

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out().lines().map(line -> line.replaceAll("^\\S+  ", "")))
        .containsExactly(
            "r1 is running, wave 2 of 2: 3 of 10 succeeded, 0 failed",
            "r1 is running, wave 2 of 2: 9 of 10 succeeded, 0 failed",
            "r1 is completed: 10 of 10 succeeded, 0 failed");
  }

  @ParameterizedTest
  @CsvSource({"completed, 0", "denied, 1", "canceled, 1", "aborted, 1", "rolledBack, 1"})
  void its_exit_code_says_how_it_ended(String state, int exitCode) {
    orchestrator().on("GET " + R1, FakeOrchestrator.rollout(state, 5, 2));

    var terminal = rollout("watch", "r1");

    assertThat(terminal.exitCode()).isEqualTo(exitCode);
    assertThat(terminal.err()).contains("2 devices have not succeeded", "rollout export r1");
  }

  @Test
  void a_pause_ends_it_only_if_that_is_wanted() {
    orchestrator().on("GET " + R1, FakeOrchestrator.rollout("paused", 5, 0));

    assertThat(rollout("watch", "r1", "--until-paused").exitCode()).isEqualTo(Exit.FAILED);
    assertThat(rollout("watch", "r1", "--every", "10ms", "--timeout", "50ms").exitCode())
        .isEqualTo(Exit.TIMED_OUT);
  }

  @Test
  void what_takes_too_long_is_exit_4() {
    orchestrator().on("GET " + R1, FakeOrchestrator.rollout("running", 5, 0));

    var terminal = rollout("watch", "r1", "--every", "10ms", "--timeout", "100ms");

    assertThat(terminal.exitCode()).isEqualTo(Exit.TIMED_OUT);
    assertThat(terminal.err()).isEqualTo("firmcast: r1 is still running after 100ms.\n");
  }

  @Test
  void an_orchestrator_that_is_away_for_a_moment_is_waited_for() {
    orchestrator()
        .on(
            "GET " + R1,
            FakeOrchestrator.rollout("running", 5, 0),
            new Problem(503, "orchestrator-unavailable", "Try again."),
            FakeOrchestrator.rollout("completed", 10, 0));

    assertThat(rollout("watch", "r1", "--every", "1ms").exitCode()).isEqualTo(Exit.OK);
  }

  @Test
  void a_rollout_that_is_not_there_is_exit_3() {
    orchestrator()
        .on("GET " + R1, new Problem(404, "rollout-not-found", "There is no rollout r1."));

    assertThat(rollout("watch", "r1").exitCode()).isEqualTo(Exit.NOT_FOUND);
  }

  @Test
  void as_json_each_change_is_an_object_on_a_line() {
    orchestrator()
        .on(
            "GET " + R1,
            FakeOrchestrator.rollout("running", 5, 0),
            FakeOrchestrator.rollout("completed", 10, 0));

    var lines = rollout("watch", "r1", "--every", "1ms", "-o", "json").out().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(new JsonObject(lines.get(1)).getString("state")).isEqualTo("completed");
  }

  @Test
  void waves_are_drawn_as_bars() {
    var picture =
        new RolloutPicture(new RolloutText(FakeOrchestrator.rollout("running", 6, 2))).lines();

    assertThat(picture)
        .containsExactly(
            "r1 is running, wave 2 of 2: 6 of 10 succeeded, 2 failed",
            "  1 canaries   passed   ████████████████████████ 2/2",
            "  2            running  ████████████▒▒▒▒▒▒░░░░░░ 4/8, 2 failed, 1 in flight");
  }

  @Test
  void a_picture_is_drawn_in_the_place_of_the_last_and_taken_away() {
    var screen = new ByteArrayOutputStream();
    var drawing = new Drawing(new PrintStream(screen, true, StandardCharsets.UTF_8), true);

    drawing.draw(List.of("one", "two"));
    drawing.draw(List.of("three"));
    drawing.clear();

    assertThat(screen.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001b[Jone\ntwo\n\u001b[2A\r\u001b[Jthree\n\u001b[1A\r\u001b[J");
  }

  @Test
  void where_nobody_looks_nothing_is_drawn() {
    var screen = new ByteArrayOutputStream();
    var drawing = new Drawing(new PrintStream(screen, true, StandardCharsets.UTF_8), false);

    drawing.draw(List.of("one"));
    drawing.clear();

    assertThat(screen.size()).isZero();
  }
}
