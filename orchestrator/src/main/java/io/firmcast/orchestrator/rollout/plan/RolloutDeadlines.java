// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Duration;

/**
 * How long a device is waited for. A deadline only ever ends an update after the device's twin was
 * read and said nothing new.
 *
 * @param start from the first try to the device taking the update on; offline devices are waited
 *     for so long. 1 s to 90 days
 * @param inProgress from taking it on to the proof, 1 s to 30 days
 * @param accepted in the phase before the download begins
 * @param downloading in that phase
 * @param applying in that phase
 * @param confirming from "completed" to the version that proves it
 */
public record RolloutDeadlines(
    Duration start,
    Duration inProgress,
    PhaseDeadline accepted,
    PhaseDeadline downloading,
    PhaseDeadline applying,
    PhaseDeadline confirming) {
  public static final RolloutDeadlines DEFAULT =
      new RolloutDeadlines(
          Duration.ofDays(7),
          Duration.ofHours(4),
          PhaseDeadline.DEFAULT,
          PhaseDeadline.DEFAULT,
          PhaseDeadline.DEFAULT,
          PhaseDeadline.fixed(Duration.ofMinutes(10)));

  public RolloutDeadlines {
    var second = Duration.ofSeconds(1);
    new Limits()
        .between(second, start, Duration.ofDays(90), "start")
        .between(second, inProgress, Duration.ofDays(30), "inProgress")
        .enforce();
  }

  public static RolloutDeadlines of(Duration start, Duration inProgress) {
    return new RolloutDeadlines(
        start,
        inProgress,
        DEFAULT.accepted,
        DEFAULT.downloading,
        DEFAULT.applying,
        DEFAULT.confirming);
  }
}
