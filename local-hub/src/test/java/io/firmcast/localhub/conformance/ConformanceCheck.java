// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Holds the committed table against what the tests of this very build said. Runs in a JVM of its
 * own after all others, and says nothing about a build that ran only some of the tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceCheck {

  private static final Path TABLE = Path.of("../docs/local-hub-conformance.md");
  private static final String HOW =
      "To write it anew: mvn verify -pl local-hub -Dconformance.write (and commit %s)"
          .formatted(TABLE.getFileName());

  private ConformanceTable table;

  @BeforeAll
  void readRuns() throws IOException {
    var partial =
        Stream.of("test", "it.test", "groups", "excludedGroups", "failsafe.includes")
            .anyMatch(property -> System.getProperty(property) != null);
    var build = System.getProperty("conformance.build", "");
    var unit = read("surefire*.tsv", build);
    var wire = read("failsafe*.tsv", build);
    var whole = !partial && !unit.isEmpty() && !wire.isEmpty();
    assumeTrue(whole, "only some of the tests were run");
    var runs = Stream.concat(unit.stream(), wire.stream()).toList();
    table = new ConformanceTable(Statement.all(), Statement.leftOut(), runs);
  }

  /** What the JVMs of one kind ran in this build, each of which has a file. */
  private static List<TestRun> read(String files, String build) throws IOException {
    var runs = new ArrayList<TestRun>();
    try (var found = Files.newDirectoryStream(Path.of("target/conformance"), files)) {
      for (var file : found) {
        TestRun.read(file, build).ifPresent(runs::addAll);
      }
    } catch (NoSuchFileException noneRan) {
      return List.of();
    }
    return runs;
  }

  @Test
  void every_statement_has_a_test_or_a_reason_to_be_left_out() {
    assertThat(table.withoutTest()).as("statements whose id no test's name begins with").isEmpty();
  }

  @Test
  void every_id_in_the_name_of_a_test_is_a_statements() {
    assertThat(table.unknown()).isEmpty();
  }

  @Test
  void the_committed_table_says_what_the_tests_say() throws IOException {
    if (System.getProperty("conformance.write") != null) {
      Files.writeString(TABLE, table.markdown());
    }

    assertThat(Files.exists(TABLE) ? Files.readString(TABLE) : "")
        .as(HOW)
        .isEqualTo(table.markdown());
  }
}
