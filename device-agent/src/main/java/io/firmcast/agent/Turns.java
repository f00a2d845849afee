// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * One thing after another, also where one takes its time: whoever comes second finds done what the
 * first began. On one context.
 */
final class Turns {
  private Future<Void> last = Future.succeededFuture();

  /** Begins when all that came before has ended, well or not. */
  <T> Future<T> take(Supplier<Future<T>> act) {
    Promise<Void> over = Promise.promise();
    var before = last;
    last = over.future();
    return before.compose(free -> act.get()).onComplete(ended -> over.complete());
  }

  /** Completes when nothing is in hand any more. */
  Future<Void> idle() {
    return last;
  }
}
