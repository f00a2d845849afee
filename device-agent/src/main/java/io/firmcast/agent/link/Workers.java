// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what blocks on threads of its own, and brings the result to the caller's context. They are
 * not Vert.x's workers, as those are gone by the time a closing Vert.x undeploys the devices, whose
 * clients then could not be closed any more.
 */
final class Workers {
  /** Enough for a few hundred clients, each of which has nine threads beside. */
  private static final int MOST = 20;

  private final Vertx vertx;
  private final Executor threads;

  Workers(Vertx vertx) {
    this.vertx = vertx;
    this.threads = threads();
  }

  <T> Future<T> call(Callable<T> blocking) {
    var done = new CompletableFuture<T>();
    var here = vertx.getOrCreateContext();
    threads.execute(
        () -> {
          try {
            done.complete(blocking.call());
          } catch (Throwable failure) {
            // Errors too: a class that does not link would leave the caller waiting for ever.
            done.completeExceptionally(failure);
          }
        });
    return Future.fromCompletionStage(done, here);
  }

  /** They end when idle. The queue holds at most what each device asks, which is a thing or two. */
  private static Executor threads() {
    var number = new AtomicInteger();
    var pool =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, "azure-sdk-link-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
