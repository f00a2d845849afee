// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents say of the command line is what it takes. */
class DocumentsTest {
  private static final Pattern LINE = Pattern.compile("^(?:\\$ )?(?:\\./)?firmcast (.*)$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern FLAG = Pattern.compile("`(--[a-z][a-z0-9-]+)");

  @ParameterizedTest
  @MethodSource("commandLines")
  void a_command_line_in_the_documents_is_understood(String line) {
    Firmcast.line(Map.of(), null).parseArgs(words(line).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("examplesInHelp")
  void an_example_in_a_command_s_help_is_understood(String line) {
    Firmcast.line(Map.of(), null).parseArgs(words(line).toArray(String[]::new));
  }

  @Test
  void there_are_command_lines_in_both() throws IOException {
    assertThat(commandLines()).hasSizeGreaterThan(15);
  }

  @Test
  void every_flag_named_in_the_page_on_the_local_hub_exists() throws IOException {
    var flags =
        all(Firmcast.line(Map.of(), null))
            .filter(
                command -> command.getCommandSpec().qualifiedName().matches(".*(hub|devices).*"))
            .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
            .toList();

    var page = Files.readString(Path.of("..", "docs", "local-hub.md"));
    assertThat(FLAG.matcher(page).results().map(found -> found.group(1))).isSubsetOf(flags);
  }

  static Stream<String> commandLines() throws IOException {
    return Stream.of(
            lines("README.md"),
            lines("docs/local-hub.md"),
            lines("docs/rollouts.md"),
            lines("docs/status-stream.md"))
        .flatMap(lines -> lines);
  }

  static Stream<String> examplesInHelp() {
    return all(Firmcast.line(Map.of(), null))
        .map(command -> String.join("\n", command.getCommandSpec().usageMessage().footer()))
        .flatMap(footer -> footer.replaceAll("\\\\\n +", "").lines())
        .map(line -> LINE.matcher(line.strip()))
        .filter(found -> found.matches())
        .map(found -> found.group(1).replaceAll(" {3,}.*| > .*", ""));
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(DocumentsTest::all));
  }

  private static Stream<String> lines(String document) throws IOException {
    return Files.readAllLines(Path.of("..").resolve(document)).stream()
        .map(LINE::matcher)
        .filter(found -> found.matches())
        .map(found -> found.group(1).replaceAll("\\s(#|&|>).*", "").strip());
  }

  private static List<String> words(String line) {
    return WORD.matcher(line).results().map(DocumentsTest::unquoted).toList();
  }

  private static String unquoted(MatchResult word) {
    return Stream.of(1, 2, 3).map(word::group).filter(text -> text != null).findFirst().orElse("");
  }
}
