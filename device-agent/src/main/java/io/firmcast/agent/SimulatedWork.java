// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.update.UnderWay;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Lets the time of a phase pass, by a timer of the verticle's context: undeploying cancels it. The
 * origin slept on a thread instead, so that one process was one device.
 */
final class SimulatedWork implements PhaseWork {
  private final Vertx vertx;
  private final Duration phaseTime;

  SimulatedWork(Vertx vertx, Duration phaseTime) {
    this.vertx = vertx;
    this.phaseTime = phaseTime;
  }

  @Override
  public Future<Void> perform(UnderWay phase) {
    Promise<Void> passed = Promise.promise();
    if (phaseTime.isZero()) {
      vertx.runOnContext(next -> passed.complete());
    } else {
      vertx.setTimer(Math.max(1, phaseTime.toMillis()), fired -> passed.complete());
    }
    return passed.future();
  }
}
