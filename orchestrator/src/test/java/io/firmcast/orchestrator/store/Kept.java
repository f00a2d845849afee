// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stores under test, with what the contracts keep in them. */
interface Kept {
  Instant T0 = Instant.ofEpochMilli(1_700_000_000_000L);
  String ME = "me";

  Stores stores();

  /** Opens the same database again. */
  void reopen();

  default RolloutStore rollouts() {
    return stores().rollouts();
  }

  default Lease owned(String id) {
    created(id);
    return done(stores().leases().take(lease(id), ME, T0)).orElseThrow();
  }

  default void created(String id) {
    done(rollouts().create(RolloutRow.created(id, "DRAFT", "{}", 0, T0), List.of(), null));
  }

  default Lease lease(String id) {
    return done(stores().leases().open()).stream()
        .filter(lease -> lease.rolloutId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static Batch step(long seq, List<ExecutionRow> executions) {
    return new Batch(
        lines(seq, 1), "RUNNING", "{}", 2, T0, null, false, executions, Map.of(), List.of());
  }

  static List<LogLine> lines(long from, int count) {
    var lines = new ArrayList<LogLine>();
    for (var seq = from; seq < from + count; seq++) {
      lines.add(new LogLine(seq, T0.plusMillis(seq), "{\"n\":" + seq + "}"));
    }
    return lines;
  }

  static ExecutionRow execution(String device, String state, int attempt) {
    return new ExecutionRow(device, 1, state, attempt == 0 ? null : "why", attempt, "u-1", T0);
  }

  static <T> T done(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }
}
