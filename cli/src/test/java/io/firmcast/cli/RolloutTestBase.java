// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A command on rollouts, and what it talks to. */
abstract class RolloutTestBase {
  static final String R1 = "/api/v1/rollouts/r1";
  static final String PLAN = "ab12".repeat(16);

  private FakeOrchestrator orchestrator;

  @BeforeEach
  void start() throws TimeoutException {
    orchestrator = new FakeOrchestrator();
  }

  @AfterEach
  void stop() throws TimeoutException {
    orchestrator.close();
  }

  FakeOrchestrator orchestrator() {
    return orchestrator;
  }

  /** {@code firmcast rollout …} against it. */
  Terminal rollout(String... words) {
    return Terminal.run(
        Stream.of(Stream.of("rollout"), Stream.of(words), Stream.of("--url", orchestrator.url()))
            .flatMap(some -> some)
            .toArray(String[]::new));
  }
}
