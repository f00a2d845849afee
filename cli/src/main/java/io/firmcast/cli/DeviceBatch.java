// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.Identity;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Many devices at once, as somebody at a terminal sees it: a line that moves, and how far it came.
 */
record DeviceBatch(Lifetime process, String verb) {

  /** What was answered for each; throws the hub's refusal after telling what was done before it. */
  <T> List<T> run(List<Identity> all, Function<Identity, Future<T>> act) {
    var progress = ProgressLine.onTerminal();
    var many = new Many<>(new Patience(process.vertx(), new SecureRandom()), all, act);
    var answers = many.answers();
    while (!answers.isComplete()) {
      try {
        answers.await(200, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        progress.show(
            many.done(), all.size(), "%s %d of %d".formatted(verb, many.done(), all.size()));
      } catch (RuntimeException refused) {
        break;
      }
    }
    progress.clear();
    if (answers.failed() && all.size() > 1) {
      System.err.printf("%s %d of %d, then stopped.%n", verb, many.done(), all.size());
    }
    return process.started(answers);
  }
}
