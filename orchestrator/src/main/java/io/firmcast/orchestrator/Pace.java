// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import java.time.Duration;

/**
 * How long the orchestrator waits for what, and how hard it may ask the hub.
 *
 * @param methodTimeout for a device to answer the method, 5 s to 300 s
 * @param reconcilePeriod between two passes over the twins of open updates, 100 ms or more
 * @param unknownDeadline for an update of which nobody knows to show in the twin
 * @param progressDeadline for a device that is at it to get one step further
 * @param twinReadsPerSecond 1 or more; an S1 hub allows 100 for everybody
 */
public record Pace(
    Duration methodTimeout,
    Duration reconcilePeriod,
    Duration unknownDeadline,
    Duration progressDeadline,
    int twinReadsPerSecond) {

  /** For an S1 hub and devices that people wait for. */
  public static Pace defaults() {
    return new Pace(
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        40);
  }

  public Pace withMethodTimeout(Duration timeout) {
    return new Pace(
        timeout, reconcilePeriod, unknownDeadline, progressDeadline, twinReadsPerSecond);
  }

  public Pace withReconcilePeriod(Duration period) {
    return new Pace(methodTimeout, period, unknownDeadline, progressDeadline, twinReadsPerSecond);
  }

  public Pace withDeadlines(Duration unknown, Duration progress) {
    return new Pace(methodTimeout, reconcilePeriod, unknown, progress, twinReadsPerSecond);
  }
}
