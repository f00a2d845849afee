// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The door to an SDK that blocks: runs its calls on threads of their own, bounded in number and in
 * queue, and brings each result to the context it was asked from, in bounded time.
 */
final class BlockingCalls {
  private final Vertx vertx;
  private final ThreadPoolExecutor threads;

  BlockingCalls(Vertx vertx, CallLimits limits) {
    this.vertx = vertx;
    this.threads =
        new ThreadPoolExecutor(
            limits.inFlight(),
            limits.inFlight(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.waiting()),
            HubThreads.factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Fails with what the call throws, with {@link java.util.concurrent.TimeoutException} when it was
   * begun and has not ended within the limit, and with {@link HubException.Reason#OVERLOADED} when
   * it was never begun: not before the limit, and not later either.
   */
  <T> Future<T> call(Duration limit, Callable<T> blocking) {
    var done = new CompletableFuture<T>();
    var call = new Call<>(blocking, done);
    // Taken before the call runs: its thread has no context of ours.
    var here = vertx.getOrCreateContext();
    try {
      threads.execute(call);
    } catch (RejectedExecutionException full) {
      return Future.failedFuture(overloaded());
    }
    return Future.fromCompletionStage(done, here)
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure -> {
              if (call.withdraw()) {
                threads.remove(call);
                return Future.failedFuture(overloaded());
              }
              return Future.failedFuture(failure);
            });
  }

  /** Begins nothing more that is new; what is under way or waiting still ends. */
  void close() {
    threads.shutdown();
  }

  private static HubException overloaded() {
    return new HubException(
        HubException.Reason.OVERLOADED, "too many calls to the hub are under way here");
  }
}
