// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.orchestrator.store.OperatorRequest;
import io.firmcast.orchestrator.store.Requests;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits for what becomes of operators' wishes: told at once where the rollout is owned here, looked
 * up in the store where another process owns it. Confined to one context.
 */
final class Answers {
  private static final long LOOK_MILLIS = 250;

  private final Vertx vertx;
  private final Requests requests;
  private final Map<String, Promise<Answer>> waiting = new HashMap<>();

  Answers(Vertx vertx, Requests requests) {
    this.vertx = vertx;
    this.requests = requests;
  }

  void came(String request, Answer answer) {
    var waits = waiting.remove(request);
    if (waits != null) {
      waits.tryComplete(answer);
    }
  }

  /** The answer; empty where it has not come in time, though it will. */
  Future<Optional<Answer>> to(String request, long patienceMillis) {
    var waits = waiting.computeIfAbsent(request, first -> Promise.promise());
    look(request, waits, patienceMillis);
    return waits
        .future()
        .map(Optional::of)
        .timeout(patienceMillis, TimeUnit.MILLISECONDS)
        .otherwise(Optional.empty())
        .onComplete(ended -> waiting.remove(request, waits));
  }

  private void look(String request, Promise<Answer> waits, long patienceMillis) {
    if (waits.future().isComplete() || patienceMillis <= 0) {
      return;
    }
    requests
        .find(request)
        .map(found -> found.map(OperatorRequest::outcome).map(Answer::fromJson))
        .otherwise(Optional.empty())
        .onSuccess(
            found -> {
              found.ifPresent(waits::tryComplete);
              vertx.setTimer(
                  LOOK_MILLIS, due -> look(request, waits, patienceMillis - LOOK_MILLIS));
            });
  }
}
