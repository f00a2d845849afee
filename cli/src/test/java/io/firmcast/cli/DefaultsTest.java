// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class DefaultsTest {
  private Path dir;
  private Path config;

  @Command
  static final class Options {
    @Option(names = "--phase-time", defaultValue = "15s")
    String phaseTime = "";

    @Option(names = "--connection-string", defaultValue = "none")
    String connectionString = "";
  }

  @BeforeEach
  void writeConfig(@TempDir Path dir) throws IOException {
    this.dir = dir;
    config = Files.writeString(dir.resolve("firmcast.properties"), "phase-time = 7s\n");
  }

  @Test
  void without_anything_an_option_has_its_own_default() {
    assertThat(parse(Map.of(), null).phaseTime).isEqualTo("15s");
  }

  @Test
  void the_file_wins_over_the_default() {
    assertThat(parse(Map.of(), config).phaseTime).isEqualTo("7s");
  }

  @Test
  void the_environment_wins_over_the_file() {
    assertThat(parse(Map.of("FIRMCAST_PHASE_TIME", "5s"), config).phaseTime).isEqualTo("5s");
  }

  @Test
  void a_flag_wins_over_everything() {
    var options = parse(Map.of("FIRMCAST_PHASE_TIME", "5s"), config, "--phase-time", "3s");

    assertThat(options.phaseTime).isEqualTo("3s");
  }

  @Test
  void the_hubs_own_variables_keep_their_names() {
    var options = parse(Map.of("IOTHUB_CONNECTION_STRING", "HostName=h"), null);

    assertThat(options.connectionString).isEqualTo("HostName=h");
  }

  @Test
  void a_secret_may_stand_in_a_file_of_its_own() throws IOException {
    var secret = Files.writeString(dir.resolve("secret"), "HostName=h\n");

    var options = parse(Map.of("IOTHUB_CONNECTION_STRING_FILE", secret.toString()), null);

    assertThat(options.connectionString).isEqualTo("HostName=h");
  }

  @Test
  void the_version_of_an_image_is_not_taken_for_an_option() {
    assertThat(Terminal.run(Map.of("FIRMCAST_VERSION", "0.1.0"), "watch", "--help").exitCode())
        .isEqualTo(Exit.OK);
  }

  @Test
  void the_config_file_itself_may_be_named_in_the_environment() {
    var terminal = Terminal.run(Map.of("FIRMCAST_CONFIG", "/no/config"), "watch");

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("/no/config");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> parse(Map.of("IOTHUB_CONNECTION_STRING_FILE", "/no/such"), null))
        .hasMessageContaining("/no/such");
    assertThatThrownBy(() -> parse(Map.of(), Path.of("/no/config")))
        .hasMessageContaining("/no/config");
  }

  private static Options parse(
      Map<String, String> environment, @Nullable Path file, String... args) {
    var options = new Options();
    new CommandLine(options)
        .setDefaultValueProvider(new Defaults(environment, file))
        .parseArgs(args);
    return options;
  }
}
