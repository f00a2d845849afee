// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.agent.link.LinkKind;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts by the command line through the real orchestrator, hub and devices. */
class RolloutIT {
  private static final Path EXAMPLE =
      Path.of("..", "docs", "examples", "rollouts", "02-named-devices.yaml");

  @TempDir private static Path dir = Path.of("");
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack =
        Stack.start(
            new StackSettings(
                new LocalHubSettings("127.0.0.73", 0, 0, dir.resolve("hub")),
                0,
                Set.of(),
                0,
                dir,
                4,
                Duration.ofMillis(100),
                LinkKind.MQTT));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void the_example_in_the_documents_is_made_planned_started_and_completed() {
    var made = rollout("create", EXAMPLE.toString());
    assertThat(made.exitCode()).as(made.err()).isEqualTo(Exit.OK);
    assertThat(made.out()).contains("lab-2.1.0", "0 of 4 succeeded", "4 queued");
    // The services of this process log to the same stderr.
    assertThat(made.err()).contains("Start it with: firmcast rollout start lab-2.1.0\n");
    assertThat(rollout("plan", "lab-2.1.0", "--list-devices").out().lines())
        .hasSize(4)
        .contains("1  sim-2");
    assertThat(rollout("why", "lab-2.1.0", "sim-0").out())
        .isEqualTo("sim-0 waiting: the rollout has not been started\n");

    var started = rollout("start", "lab-2.1.0", "--who", "anna", "--reason", "monday");
    var watched = rollout("watch", "lab-2.1.0", "--every", "100ms", "--timeout", "60s");

    assertThat(started.exitCode()).as(started.err()).isEqualTo(Exit.OK);
    assertThat(watched.exitCode()).as(watched.err()).isEqualTo(Exit.OK);
    assertThat(watched.out()).endsWith("lab-2.1.0 is completed: 4 of 4 succeeded\n");
    assertThat(rollout("log", "lab-2.1.0").out())
        .contains("started        by anna (monday)", "rolloutIs completed");
    assertThat(rollout("export", "lab-2.1.0").out().lines())
        .hasSize(5)
        .anyMatch(line -> line.startsWith("sim-2,1,succeeded,"));
    assertThat(rollout("export", "lab-2.1.0", "--format", "json").out().lines()).hasSize(4);
    assertThat(rollout("list").out()).contains("lab-2.1.0", "completed");
    assertThat(rollout("show", "lab-2.1.0").out()).contains("4 of 4 succeeded", "passed");
    assertThat(rollout("resume", "lab-2.1.0").exitCode()).isEqualTo(Exit.FAILED);
  }

  @Test
  void a_plan_is_approved_by_its_hash_and_by_no_other() throws IOException {
    var file = file("approved", "approval: true\n");

    var made = rollout("create", file, "-o", "json");
    var plan = new JsonObject(made.out()).getString("plan");
    var tooEarly = rollout("start", "approved");
    var other = rollout("approve", "approved", "--plan", "0".repeat(64));
    var right = rollout("approve", "approved", "--plan", plan.substring(0, 12));

    assertThat(tooEarly.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(tooEarly.err()).contains("approved before it is started");
    assertThat(other.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(right.exitCode()).as(right.err()).isEqualTo(Exit.OK);
    assertThat(rollout("start", "approved").exitCode()).isEqualTo(Exit.OK);
    assertThat(rollout("watch", "approved", "--timeout", "60s").exitCode()).isEqualTo(Exit.OK);
  }

  @Test
  void it_is_paused_slowed_resumed_and_aborted() throws IOException {
    rollout("create", file("stopped", "windows: {open: [{cron: 0 0 29 2 *, duration: 1m}]}\n"));
    rollout("start", "stopped");

    assertThat(rollout("pause", "stopped").out()).startsWith("stopped is paused");
    assertThat(rollout("watch", "stopped", "--until-paused").exitCode()).isEqualTo(Exit.FAILED);
    var slowed = rollout("pace", "stopped", "--in-flight", "3", "-o", "json");
    assertThat(new JsonObject(slowed.out()).getJsonObject("pace").getInteger("inFlight"))
        .isEqualTo(3);
    assertThat(rollout("resume", "stopped").out()).startsWith("stopped is running");
    assertThat(rollout("why", "stopped", "sim-0").out()).contains("no maintenance window is open");
    rollout("abort", "stopped", "--reason", "bad image");

    var watched = rollout("watch", "stopped", "--timeout", "60s");

    assertThat(watched.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(watched.out()).contains("stopped is aborted", "bad image");
  }

  @Test
  void what_the_orchestrator_finds_wrong_has_its_line_in_the_file() throws IOException {
    var terminal = rollout("create", file("wrong", "pace:\n  inFlight: 0\n"));

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("wrong.yaml:7: ", "/pace/inFlight must be 1 to 100000");
  }

  @Test
  void a_rollout_or_a_device_that_is_not_there_is_exit_3() throws IOException {
    rollout("create", file("there", ""));

    assertThat(rollout("show", "nowhere").exitCode()).isEqualTo(Exit.NOT_FOUND);
    assertThat(rollout("start", "nowhere").exitCode()).isEqualTo(Exit.NOT_FOUND);
    assertThat(rollout("export", "nowhere").exitCode()).isEqualTo(Exit.NOT_FOUND);
    assertThat(rollout("why", "there", "nobody").exitCode()).isEqualTo(Exit.NOT_FOUND);
  }

  private static String file(String id, String more) throws IOException {
    return Files.writeString(
            dir.resolve(id + ".yaml"),
            """
            id: %s
            firmware:
              fwPackageUri: https://fw.example/%s.bin
              version: "3.0.0"
            targets: {devices: [sim-0, sim-1]}
            %s"""
                .formatted(id, id, more))
        .toString();
  }

  private static Terminal rollout(String... words) {
    return Terminal.run(
        Stream.of(
                Stream.of("rollout"), Stream.of(words), Stream.of("--url", stack.url().toString()))
            .flatMap(some -> some)
            .toArray(String[]::new));
  }
}
