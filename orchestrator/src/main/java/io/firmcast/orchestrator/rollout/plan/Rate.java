// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import org.jspecify.annotations.Nullable;

/**
 * How many devices may be started in any one minute: a constant, or one that grows by a factor each
 * time so many more devices have been started, or have succeeded.
 *
 * @param perMinute at first, 1 to 600,000
 * @param factor 1 for a constant rate, up to 10
 * @param everyStarted devices; null where successes count, or where the rate is constant
 * @param everySucceeded devices; null where starts count, or where the rate is constant
 * @param maximumPerMinute however often it grew
 */
public record Rate(
    @Required int perMinute,
    double factor,
    @Nullable Integer everyStarted,
    @Nullable Integer everySucceeded,
    int maximumPerMinute) {
  private static final int MOST = 600_000;
  public static final Rate DEFAULT = new Rate(MOST, 1, null, null, MOST);

  public Rate {
    var grows = factor > 1;
    new Limits()
        .between(1, perMinute, MOST, "perMinute")
        .between(1, maximumPerMinute, MOST, "maximumPerMinute")
        .must(factor >= 1 && factor <= 10, "factor", "be 1 to 10")
        .must(everyStarted == null || everyStarted >= 1, "everyStarted", "be 1 or more")
        .must(everySucceeded == null || everySucceeded >= 1, "everySucceeded", "be 1 or more")
        .must(
            grows
                ? (everyStarted == null) != (everySucceeded == null)
                : everyStarted == null && everySucceeded == null,
            "factor",
            "be above 1 together with either everyStarted or everySucceeded, and 1 without")
        .must(!grows || maximumPerMinute >= perMinute, "maximumPerMinute", "be perMinute or more")
        .enforce();
  }

  public static Rate constant(int perMinute) {
    return new Rate(perMinute, 1, null, null, MOST);
  }

  /** The rate after so many devices were started and so many of them have succeeded. */
  public int after(long started, long succeeded) {
    long steps = 0;
    if (everyStarted != null) {
      steps = started / everyStarted;
    } else if (everySucceeded != null) {
      steps = succeeded / everySucceeded;
    }
    double rate = perMinute;
    for (long i = 0; i < steps && rate < maximumPerMinute; i++) {
      rate *= factor;
    }
    return (int) Math.min(rate, Math.max(perMinute, maximumPerMinute));
  }
}
