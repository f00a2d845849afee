// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.conformance;

import io.firmcast.localhub.conformance.TestRun.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes down how the tests of statements ended, in each JVM that the build runs tests in. Loaded
 * by JUnit; does nothing where the build did not say in which file, as in an IDE.
 */
public final class TestRunRecorder implements TestExecutionListener {

  private final Map<String, TestRun> runs = new ConcurrentHashMap<>();
  private final Map<String, TestRun> runsOfPlan = new ConcurrentHashMap<>();

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    note(
        test,
        switch (result.getStatus()) {
          case SUCCESSFUL -> Result.PASSED;
          case ABORTED -> Result.SKIPPED;
          case FAILED -> Result.FAILED;
        });
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    note(test, Result.SKIPPED);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    // A test that failed is run again in a plan of its own, which then says how it ended.
    runs.putAll(runsOfPlan);
    runsOfPlan.clear();
    var file = System.getProperty("conformance.record", "");
    if (!file.isEmpty()) {
      try {
        var build = System.getProperty("conformance.build", "");
        TestRun.write(Path.of(file), build, List.copyOf(runs.values()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Of a repeated or parameterised test, the container says nothing that its runs don't. */
  private void note(TestIdentifier test, Result result) {
    if (test.getSource().orElse(null) instanceof MethodSource source
        && !TestRun.ids(source.getMethodName()).isEmpty()
        && (test.isTest() || result != Result.PASSED)) {
      var name = source.getClassName();
      var simple = name.substring(name.lastIndexOf('.') + 1);
      runsOfPlan.merge(
          simple + " " + source.getMethodName(),
          new TestRun(simple, source.getMethodName(), result),
          (known, again) -> known.and(again.result()));
    }
  }
}
