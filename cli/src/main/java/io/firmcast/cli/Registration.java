// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.HubException;
import io.firmcast.hub.Registry;
import io.firmcast.kit.Backoff;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Registers devices patiently: a hub that is away, or asks to slow down (S1 allows about 100
 * registrations a minute), is asked again, for some minutes.
 */
record Registration(Vertx vertx, Registry registry, Backoff backoff) {
  /** Longer than {@link #ATTEMPTS} waits of the longest kind, with the calls between them. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final int ATTEMPTS = 20;

  Registration(Vertx vertx, Registry registry, RandomGenerator random) {
    this(vertx, registry, new Backoff(Duration.ofMillis(500), Duration.ofSeconds(20), random));
  }

  Future<ConnectionString> ensure(DeviceId device) {
    return ensure(device, 0);
  }

  private Future<ConnectionString> ensure(DeviceId device, int attempt) {
    return registry
        .ensure(device)
        .recover(
            failure ->
                attempt < ATTEMPTS && mayPass(failure)
                    ? vertx
                        .timer(backoff.delayMillis(attempt), TimeUnit.MILLISECONDS)
                        .compose(waited -> ensure(device, attempt + 1))
                    : Future.failedFuture(failure));
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof HubException hub
        && switch (hub.reason()) {
          case UNAVAILABLE, THROTTLED, OVERLOADED -> true;
          case DEVICE_NOT_FOUND, DEVICE_OFFLINE, DEVICE_TIMEOUT, UNAUTHORIZED, BAD_REQUEST -> false;
        };
  }
}
