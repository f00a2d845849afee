// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.HubException;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks a hub again that is away, or asks to slow down (S1 allows about 100 registrations a minute),
 * for some minutes.
 */
record Patience(Vertx vertx, Backoff backoff) {
  /** Longer than {@link #ATTEMPTS} waits of the longest kind, with the calls between them. */
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final int ATTEMPTS = 20;

  Patience(Vertx vertx, RandomGenerator random) {
    this(vertx, new Backoff(Duration.ofMillis(500), Duration.ofSeconds(20), random));
  }

  <T> Future<T> ask(Supplier<Future<T>> question) {
    return ask(question, 0);
  }

  private <T> Future<T> ask(Supplier<Future<T>> question, int attempt) {
    return question
        .get()
        .recover(
            failure ->
                attempt < ATTEMPTS && mayPass(failure)
                    ? vertx
                        .timer(backoff.delayMillis(attempt), TimeUnit.MILLISECONDS)
                        .compose(waited -> ask(question, attempt + 1))
                    : Future.failedFuture(failure));
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof HubException hub
        && switch (hub.reason()) {
          case UNAVAILABLE, THROTTLED, OVERLOADED -> true;
          case DEVICE_NOT_FOUND,
              DEVICE_OFFLINE,
              DEVICE_TIMEOUT,
              UNAUTHORIZED,
              CONFLICT,
              BAD_REQUEST ->
              false;
        };
  }
}
