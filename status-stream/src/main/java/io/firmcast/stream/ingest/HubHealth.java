// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.hub.HubException;
import io.firmcast.kit.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the hub answers. After several failures in a row, none of them a device's own, it is
 * taken to be down, and is then asked one thing at a time with growing pauses, for as long as the
 * service lives: there is nothing else it could do. Not thread-safe.
 */
final class HubHealth {
  private static final Logger LOG = LoggerFactory.getLogger(HubHealth.class);
  private static final int FAILURES_TO_BE_DOWN = 5;
  private static final Duration STEADY = Duration.ofSeconds(10);

  private final Backoff backoff;
  private final Duration staleAfter;
  private final Clock clock;
  private final Runnable onRecovery;
  private int failures;
  private Instant nextTry = Instant.MIN;
  private Instant lastFailure = Instant.MIN;
  private boolean saidDown;
  private @Nullable Instant answered;

  /**
   * @param staleAfter how long without an answer makes what was read stale
   * @param onRecovery called when an outage is over
   */
  HubHealth(Backoff backoff, Duration staleAfter, Clock clock, Runnable onRecovery) {
    this.backoff = backoff;
    this.staleAfter = staleAfter;
    this.clock = clock;
    this.onRecovery = onRecovery;
  }

  void succeeded() {
    var recovered = isDown();
    failures = 0;
    answered = clock.instant();
    sayThatItIsBack();
    if (recovered) {
      onRecovery.run();
    }
  }

  /** Takes a failure in; what a hub says of one device is an answer like any other. */
  void failed(Throwable failure) {
    if (failure instanceof HubException answer && isAnswer(answer.reason())) {
      succeeded();
      return;
    }
    failures++;
    lastFailure = clock.instant();
    nextTry = lastFailure.plusMillis(backoff.delayMillis(failures - FAILURES_TO_BE_DOWN));
    if (failures == FAILURES_TO_BE_DOWN) {
      sayThatItIsDown(failure);
    }
  }

  private void sayThatItIsDown(Throwable failure) {
    if (!saidDown) {
      saidDown = true;
      LOG.atWarn()
          .addKeyValue("reason", failure.getMessage())
          .log("hub does not answer, trying again until it does");
    }
  }

  /** Not at once: a hub that is about to stop answers one call and refuses the next for a while. */
  private void sayThatItIsBack() {
    if (saidDown && clock.instant().isAfter(lastFailure.plus(STEADY))) {
      saidDown = false;
      LOG.atInfo().log("hub answers again");
    }
  }

  boolean isDown() {
    return failures >= FAILURES_TO_BE_DOWN;
  }

  /** How long nothing should be asked; 0 while the hub is up. */
  long pauseMillis() {
    return isDown() ? Math.max(0, Duration.between(clock.instant(), nextTry).toMillis()) : 0;
  }

  /** Whether what is shown may be out of date. */
  boolean isStale() {
    return isDown() || answered == null || answered.plus(staleAfter).isBefore(clock.instant());
  }

  private static boolean isAnswer(HubException.Reason reason) {
    return switch (reason) {
      case DEVICE_NOT_FOUND, DEVICE_OFFLINE, DEVICE_TIMEOUT, BAD_REQUEST -> true;
      case THROTTLED, UNAUTHORIZED, OVERLOADED, UNAVAILABLE -> false;
    };
  }
}
