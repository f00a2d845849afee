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
 * asked one thing at a time with growing pauses, for as long as the service lives: there is nothing
 * else it could do. It is taken to be down if it gave no answer; one that only says to ask less is
 * up, unless it goes on so for long. Not thread-safe.
 */
final class HubHealth {
  private static final Logger LOG = LoggerFactory.getLogger(HubHealth.class);
  private static final int FAILURES_TO_BE_DOWN = 5;

  /** How long a hub may only say "slow down" before what is shown counts as stale. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration STEADY = Duration.ofSeconds(10);

  private final Backoff backoff;
  private final Duration staleAfter;
  private final Clock clock;
  private final Runnable onRecovery;
  private int failures;
  private int slowDowns;
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
    slowDowns = 0;
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
    if (failure instanceof HubException answer && isSlowDown(answer.reason())) {
      slowDowns++;
    }
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
          .log("hub does not answer or wants to be asked less, trying on more slowly");
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
    return failures - slowDowns >= FAILURES_TO_BE_DOWN;
  }

  /** Whether to ask one thing at a time: it is down, or has too much to do. */
  boolean isBackingOff() {
    return failures >= FAILURES_TO_BE_DOWN;
  }

  /** How long nothing should be asked; 0 while the hub gives what is asked. */
  long pauseMillis() {
    return isBackingOff() ? Math.max(0, Duration.between(clock.instant(), nextTry).toMillis()) : 0;
  }

  /** Whether what is shown may be out of date. */
  boolean isStale() {
    if (isDown() || answered == null) {
      return true;
    }
    var patience = slowDowns > 0 && staleAfter.compareTo(PATIENCE) < 0 ? PATIENCE : staleAfter;
    return answered.plus(patience).isBefore(clock.instant());
  }

  private static boolean isSlowDown(HubException.Reason reason) {
    return reason == HubException.Reason.THROTTLED || reason == HubException.Reason.OVERLOADED;
  }

  private static boolean isAnswer(HubException.Reason reason) {
    return switch (reason) {
      case DEVICE_NOT_FOUND, DEVICE_OFFLINE, DEVICE_TIMEOUT, BAD_REQUEST, CONFLICT -> true;
      case THROTTLED, UNAUTHORIZED, OVERLOADED, UNAVAILABLE -> false;
    };
  }
}
