// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.conformance.TestRun.Kind;
import io.firmcast.localhub.conformance.TestRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTableTest {

  private static final List<Statement> TWO =
      List.of(
          new Statement("One", "A01", "P1", "DOC", "first | thing"),
          new Statement("One", "A02", "P2", "EXP", "second thing"));

  @Test
  void every_statement_of_the_reference_is_known_once() {
    assertThat(Statement.all()).hasSize(143).extracting(Statement::id).doesNotHaveDuplicates();
    assertThat(Statement.all()).extracting(Statement::priority).containsOnly("P1", "P2", "P3");
    assertThat(Statement.all().stream().map(Statement::id).toList())
        .containsAll(Statement.leftOut().keySet());
  }

  @Test
  void a_name_begins_with_its_ids() {
    assertThat(TestRun.ids("C05_C15b_both_are_shown")).containsExactly("C05", "C15b");
    assertThat(TestRun.ids("a_C05_is_no_id")).isEmpty();
    assertThat(TestRun.ids("C5_is_none")).isEmpty();
  }

  @Test
  void a_test_is_of_the_sdk_by_its_name_or_class_and_of_the_wire_by_its_class() {
    assertThat(run("FooIT", "A01_java_sdk_does").kind()).isEqualTo(Kind.SDK);
    assertThat(run("JavaSdkFooIT", "A01_does").kind()).isEqualTo(Kind.SDK);
    assertThat(run("FooIT", "A01_does").kind()).isEqualTo(Kind.WIRE);
    assertThat(run("FooTest", "A01_does").kind()).isEqualTo(Kind.UNIT);
  }

  @Test
  void a_row_tells_result_counts_and_names() {
    var runs = List.of(run("ZIT", "A01_z"), run("BIT", "A01_java_sdk_b"), run("BTest", "A01_a"));

    var table = new ConformanceTable(TWO, Map.of(), runs).markdown();

    assertThat(table)
        .contains(
            "| A01 P1 | first \\| thing | DOC | passed | 1 / 1 / 1 |"
                + " `BIT.A01_java_sdk_b` `BTest.A01_a` `ZIT.A01_z` |")
        .contains("| A02 P2 | second thing | EXP | no test | 0 / 0 / 0 |  |")
        .contains("2 statements: 1 passed, 1 of them also through the SDK; 0 left out");
  }

  @Test
  void one_failure_fails_the_statement_and_a_test_that_could_not_run_says_nothing() {
    var failed = new TestRun("FooIT", "A01_no", Result.FAILED);
    var skipped = new TestRun("FooIT", "A02_skip", Result.SKIPPED);

    assertThat(
            new ConformanceTable(TWO, Map.of(), List.of(run("FooIT", "A01_yes"), failed))
                .markdown())
        .contains("| **failed** |");
    assertThat(new ConformanceTable(TWO, Map.of(), List.of(skipped)).markdown())
        .contains("| not run |");
  }

  @Test
  void what_has_no_test_and_is_not_left_out_is_named_and_so_is_an_unknown_id() {
    var table =
        new ConformanceTable(TWO, Map.of("A02", "for a reason"), List.of(run("FooIT", "Z99_x")));

    assertThat(table.withoutTest()).containsExactly("A01");
    assertThat(table.unknown()).containsExactly("Z99");
    assertThat(table.markdown()).contains("- **A02**: for a reason");
  }

  @Test
  void runs_are_read_back_for_the_same_build_only(@TempDir Path directory) throws IOException {
    var file = directory.resolve("runs.tsv");
    var runs = List.of(run("BIT", "A01_b"), run("AIT", "A02_a"));

    TestRun.write(file, "today", runs);

    assertThat(TestRun.read(file, "today").orElseThrow()).containsExactlyInAnyOrderElementsOf(runs);
    assertThat(TestRun.read(file, "tomorrow")).isEmpty();
    assertThat(TestRun.read(directory.resolve("none"), "today")).isEmpty();
  }

  private static TestRun run(String className, String method) {
    return new TestRun(className, method, Result.PASSED);
  }
}
