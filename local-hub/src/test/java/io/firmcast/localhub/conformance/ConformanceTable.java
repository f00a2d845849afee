// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.conformance;

import static java.util.stream.Collectors.joining;

import io.firmcast.localhub.conformance.TestRun.Kind;
import io.firmcast.localhub.conformance.TestRun.Result;
import java.util.List;
import java.util.Map;

/** The table of statements and tests as it stands in {@code docs/local-hub-conformance.md}. */
record ConformanceTable(
    List<Statement> statements, Map<String, String> leftOut, List<TestRun> runs) {

  private static final String INTRODUCTION =
      """
      # What the local hub is known to do

      Generated from a test run; do not edit. `mvn verify -pl local-hub -Dconformance.write` writes it anew, and `mvn verify`
      fails when it does not say what the tests say.

      Each row is one statement about IoT Hub's behaviour and the tests that show it here; a test names its statements at the
      start of its name. **Source** is how the behaviour of the real hub is known: REC recorded traffic of the real service, E2E
      Microsoft's end-to-end tests, DOC its documentation, EDGE and PG its own edge hub and protocol gateway, EXP the
      unmodified SDK run against a stand-in, DEV SVC NODE CS the source of an SDK, ISS a thread with its maintainers, INF an
      inference. Nothing here was run against a live Azure hub. **Tests** counts those of a single part, those that speak the
      protocol themselves, and those through the unmodified Java SDK.
      """;

  /** The ids of statements that no test names and that are not left out on purpose. */
  List<String> withoutTest() {
    return statements.stream()
        .map(Statement::id)
        .filter(id -> !leftOut.containsKey(id) && of(id).isEmpty())
        .toList();
  }

  /** The ids in names of tests that are no statement's. */
  List<String> unknown() {
    var known = statements.stream().map(Statement::id).toList();
    return runs.stream()
        .flatMap(run -> run.ids().stream())
        .filter(id -> !known.contains(id))
        .distinct()
        .sorted()
        .toList();
  }

  String markdown() {
    var text = new StringBuilder(INTRODUCTION);
    text.append('\n').append(summary()).append('\n');
    var group = "";
    for (var statement : statements) {
      if (!statement.group().equals(group)) {
        group = statement.group();
        text.append("\n## ").append(group).append("\n\n");
        text.append("| | Statement | Source | Result | Unit / wire / SDK | Tests |\n");
        text.append("|---|---|---|---|---|---|\n");
      }
      text.append(row(statement)).append('\n');
    }
    text.append("\n## Left out\n\n");
    leftOut.forEach((id, reason) -> text.append("- **" + id + "**: " + reason + "\n"));
    return text.toString();
  }

  private String summary() {
    var passed = statements.stream().filter(s -> result(of(s.id())).equals("passed")).count();
    var throughSdk =
        statements.stream()
            .filter(s -> of(s.id()).stream().anyMatch(run -> run.kind() == Kind.SDK))
            .count();
    return "%d statements: %d passed, %d of them also through the SDK; %d left out, named below."
        .formatted(statements.size(), passed, throughSdk, leftOut.size());
  }

  private String row(Statement statement) {
    var tests = of(statement.id());
    var missing = leftOut.containsKey(statement.id()) ? "left out" : "no test";
    return "| %s %s | %s | %s | %s | %d / %d / %d | %s |"
        .formatted(
            statement.id(),
            statement.priority(),
            statement.text().replace("|", "\\|"),
            statement.source(),
            tests.isEmpty() ? missing : result(tests),
            count(tests, Kind.UNIT),
            count(tests, Kind.WIRE),
            count(tests, Kind.SDK),
            tests.stream().map(ConformanceTable::name).collect(joining(" ")));
  }

  private List<TestRun> of(String id) {
    return runs.stream().filter(run -> run.ids().contains(id)).sorted().toList();
  }

  /** A test that cannot run on this machine says nothing against those that did. */
  private static String result(List<TestRun> tests) {
    if (tests.stream().anyMatch(run -> run.result() == Result.FAILED)) {
      return "**failed**";
    }
    return tests.stream().anyMatch(run -> run.result() == Result.PASSED) ? "passed" : "not run";
  }

  private static long count(List<TestRun> tests, Kind kind) {
    return tests.stream().filter(run -> run.kind() == kind).count();
  }

  private static String name(TestRun run) {
    return "`" + run.className() + "." + run.method() + "`";
  }
}
