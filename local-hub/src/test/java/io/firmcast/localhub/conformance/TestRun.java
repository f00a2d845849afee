// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One test whose name begins with the ids of statements, and how it ended.
 *
 * @param result the worst of its repetitions
 */
record TestRun(String className, String method, Result result) implements Comparable<TestRun> {

  private static final Pattern IDS = Pattern.compile("((?:[A-Z]\\d\\d[a-z]?_)+).*");

  /** How a test ended, the worst last. */
  enum Result {
    PASSED,
    SKIPPED,
    FAILED
  }

  /** Through what a test looks at the hub. */
  enum Kind {
    UNIT,
    WIRE,
    SDK
  }

  /** The ids at the beginning of a method's name. */
  static List<String> ids(String method) {
    var matcher = IDS.matcher(method);
    return matcher.matches() ? Arrays.asList(matcher.group(1).split("_")) : List.of();
  }

  List<String> ids() {
    return ids(method);
  }

  Kind kind() {
    if (method.contains("java_sdk") || className.startsWith("JavaSdk")) {
      return Kind.SDK;
    }
    return className.endsWith("IT") ? Kind.WIRE : Kind.UNIT;
  }

  TestRun and(Result another) {
    return another.compareTo(result) > 0 ? new TestRun(className, method, another) : this;
  }

  /** Keeps what one JVM of a build ran. */
  static void write(Path file, String build, List<TestRun> runs) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var lines = new ArrayList<String>();
    lines.add(build);
    runs.stream()
        .sorted()
        .map(r -> r.className + "\t" + r.method + "\t" + r.result)
        .forEach(lines::add);
    Files.write(file, lines);
  }

  /** What one JVM ran; empty if it did not run in this build. */
  static Optional<List<TestRun>> read(Path file, String build) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var lines = Files.readAllLines(file);
    return lines.get(0).equals(build)
        ? Optional.of(lines.stream().skip(1).map(TestRun::of).toList())
        : Optional.empty();
  }

  private static TestRun of(String line) {
    var parts = line.split("\t", -1);
    return new TestRun(parts[0], parts[1], Result.valueOf(parts[2]));
  }

  @Override
  public int compareTo(TestRun other) {
    var byClass = className.compareTo(other.className);
    return byClass == 0 ? method.compareTo(other.method) : byClass;
  }
}
