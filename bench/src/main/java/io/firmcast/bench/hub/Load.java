// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Closed-loop load: so many operations, so many of them under way at once. */
public final class Load {

  private final int operations;
  private final IntFunction<Future<?>> operation;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger left;
  private final Promise<Void> done = Promise.promise();

  private Load(int operations, IntFunction<Future<?>> operation) {
    this.operations = operations;
    this.operation = operation;
    this.left = new AtomicInteger(operations);
  }

  /** Completes when all are done; fails with the first that fails. */
  public static Future<Void> run(int operations, int atOnce, IntFunction<Future<?>> operation) {
    var load = new Load(operations, operation);
    for (var n = 0; n < Math.min(atOnce, operations); n++) {
      load.another();
    }
    return load.done.future();
  }

  /** A loop for what is done at once, or the stack would grow with the number of operations. */
  private void another() {
    while (!done.future().isComplete()) {
      var number = next.getAndIncrement();
      if (number >= operations) {
        return;
      }
      var under = operation.apply(number);
      if (!under.isComplete()) {
        under.onComplete(ok -> finished(true), done::tryFail);
        return;
      }
      if (under.failed()) {
        done.tryFail(under.cause());
      }
      finished(false);
    }
  }

  private void finished(boolean andOn) {
    if (left.decrementAndGet() == 0) {
      done.tryComplete();
    }
    if (andOn) {
      another();
    }
  }
}
