// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmcastTest {

  @Test
  void alone_it_shows_what_it_can_do() {
    var terminal = Terminal.run();

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("up", "update", "watch", "agents", "orchestrator", "hub");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "update",
        "rollout",
        "watch",
        "agents",
        "orchestrator",
        "status-stream",
        "hub",
        "devices",
        "sign"
      })
  void every_command_explains_itself(String command) {
    var terminal = Terminal.run(command, "--help");

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("Usage: firmcast " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dance",
        "up --devices many",
        "up --phase-time 3",
        "up --http-port 99999",
        "up --mqtt-port minus",
        "update sim-3",
        "update --uri x",
        "watch --output pie",
        "up --nonsense",
        "devices dance",
        "devices show",
        "devices list --output pie",
        "devices twin -d x --tags {a}",
        "devices invoke -d x",
        "devices invoke -d x --mn m --to soon",
        "devices update -d x --status asleep",
        "rollout dance",
        "rollout create",
        "rollout start",
        "rollout approve r1",
        "rollout why r1",
        "rollout watch r1 --timeout soon",
        "rollout export r1 --format pie"
      })
  void a_line_it_does_not_understand_is_one_sentence_and_exit_2(String line) {
    var terminal = Terminal.run(line.split(" "));

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).startsWith("firmcast: ").contains("--help");
    assertThat(terminal.err().strip().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices create",
        "devices create -d x --count 3",
        "devices create --count 0",
        "devices create -d x --x509-thumbprint AB",
        "devices list -d x",
        "devices list --top 0",
        "devices delete",
        "devices delete -d x -q y",
        "devices delete -q SELECT",
        "devices delete -d x -d y -m z",
        "devices twin -d x --replace",
        "devices show -d x/y",
        "devices invoke -d x --mn m --to 4",
        "devices list"
      })
  void what_does_not_go_together_is_one_sentence_and_exit_2(String line) {
    var terminal = Terminal.run(line.split(" "));

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).startsWith("firmcast: ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create",
        "list",
        "show",
        "twin",
        "invoke",
        "update",
        "delete",
        "connection-string",
        "token"
      })
  void every_command_on_devices_explains_itself(String command) {
    var terminal = Terminal.run("devices", command, "--help");

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("Usage: firmcast devices " + command, "--output");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create",
        "plan",
        "approve",
        "deny",
        "start",
        "list",
        "show",
        "watch",
        "pause",
        "resume",
        "next-wave",
        "pace",
        "cancel",
        "abort",
        "roll-back",
        "retry",
        "why",
        "log",
        "export",
        "schema"
      })
  void every_command_on_rollouts_explains_itself_in_80_columns(String command) {
    var terminal = Terminal.run("rollout", command, "--help");

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("Usage: firmcast rollout " + command);
    assertThat(terminal.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void a_config_file_that_is_not_there_is_named() {
    var terminal = Terminal.run("watch", "--config", "/no/such/file");

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("/no/such/file");
  }

  @Test
  void a_service_without_a_hub_says_which_variable_to_set() {
    var terminal = Terminal.run("orchestrator");

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("IOTHUB_CONNECTION_STRING");
  }

  @Test
  void a_broken_connection_string_is_one_sentence_without_the_key() {
    var terminal =
        Terminal.run(
            Map.of("IOTHUB_CONNECTION_STRING", "HostName=h.example;SharedAccessKey=???secret"),
            "orchestrator");

    assertThat(terminal.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(terminal.err()).contains("IOTHUB_CONNECTION_STRING").doesNotContain("secret");
    assertThat(terminal.err().strip().lines()).hasSize(1);
  }
}
