// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.hub.HubException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets so many calls be under way at once; the others wait in order. Its callers are on one
 * context.
 */
final class Lane {
  private record Waiting(Runnable begin, Promise<?> end) {}

  private final int most;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int underWay;

  Lane(int most) {
    this.most = most;
  }

  <T> Future<T> call(Supplier<Future<T>> call) {
    if (underWay < most) {
      return begun(call);
    }
    Promise<T> end = Promise.promise();
    waiting.add(new Waiting(() -> begun(call).onComplete(end), end));
    return end.future();
  }

  int underWay() {
    return underWay;
  }

  /** What has not begun never will, and is said not to have been. */
  void clear() {
    var abandoned = new ArrayDeque<>(waiting);
    waiting.clear();
    var reason = new HubException(HubException.Reason.OVERLOADED, "not begun: its owner stops");
    abandoned.forEach(one -> one.end().fail(reason));
  }

  private <T> Future<T> begun(Supplier<Future<T>> call) {
    underWay++;
    return call.get()
        .onComplete(
            ended -> {
              underWay--;
              var next = waiting.poll();
              if (next != null) {
                next.begin().run();
              }
            });
  }
}
