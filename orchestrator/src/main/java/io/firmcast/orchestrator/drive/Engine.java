// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Threads for steps of rollouts, which may take seconds for a million devices. */
public final class Engine {
  private static final int THREADS = 2;
  private static final long LONGEST_MINUTES = 10;

  private final WorkerExecutor threads;

  public Engine(Vertx vertx) {
    threads =
        vertx.createSharedWorkerExecutor(
            "firmcast-engine", THREADS, LONGEST_MINUTES, TimeUnit.MINUTES);
  }

  /** Its callers see to it that what is not safe for two threads is not asked for twice at once. */
  <T> Future<T> call(Callable<T> step) {
    return threads.executeBlocking(step, false);
  }

  public Future<Void> close() {
    return threads.close();
  }
}
