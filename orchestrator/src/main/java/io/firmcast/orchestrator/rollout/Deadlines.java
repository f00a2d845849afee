// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * How long silence is borne. Only ever asked after the device's twin was read and said nothing new,
 * so that a hub that is away costs no device its update.
 *
 * @param trigger for the outcome of the method to be kept; after it, whoever asked has died
 * @param unknown for a device that may have been asked to show that it was
 * @param progress for a device that is at it to get one step further
 */
public record Deadlines(Duration trigger, Duration unknown, Duration progress) {

  /** The update, moved on where its time is up; the same object where it is not. */
  public Update enforce(Update update, Instant now) {
    var execution = update.execution();
    if (execution instanceof Asked.Triggering asked && isPast(update.updatedAt(), trigger, now)) {
      return update.with(asked.lose("outcome-not-recorded"), now);
    }
    if (execution instanceof Asked.Unknown asked && isPast(update.createdAt(), unknown, now)) {
      return update.with(asked.giveUp("never-seen-on-the-device"), now);
    }
    if (execution instanceof Asked.UnderWay asked && isPast(update.updatedAt(), progress, now)) {
      return update.with(asked.giveUp("no-progress"), now);
    }
    return update;
  }

  private static boolean isPast(Instant since, Duration allowed, Instant now) {
    return now.isAfter(since.plus(allowed));
  }
}
