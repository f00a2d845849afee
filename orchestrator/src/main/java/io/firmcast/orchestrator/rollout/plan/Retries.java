// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Duration;

/**
 * How often what is tried again, each 0 to 10, and after which pause: a random one between nothing
 * and a bound that doubles. What the hub or this server caused is not counted and tried until it
 * works or the rollout ends.
 *
 * @param failed the device said that it failed
 * @param rejected the device refused; it will most likely refuse again
 * @param busy the device is at another update
 * @param timedOut the device took it on and did not get on
 * @param unknown the method was not answered and the twin shows nothing of it
 * @param first bound of the first pause, 1 ms to 1 day
 * @param most bound of every later one, up to 7 days
 */
public record Retries(
    int failed, int rejected, int busy, int timedOut, int unknown, Duration first, Duration most) {
  public static final Retries DEFAULT =
      new Retries(0, 0, 5, 1, 3, Duration.ofSeconds(10), Duration.ofMinutes(10));

  public static final Retries NONE = new Retries(0, 0, 0, 0, 0, DEFAULT.first, DEFAULT.most);

  public Retries {
    new Limits()
        .between(0, failed, 10, "failed")
        .between(0, rejected, 10, "rejected")
        .between(0, busy, 10, "busy")
        .between(0, timedOut, 10, "timedOut")
        .between(0, unknown, 10, "unknown")
        .between(Duration.ofMillis(1), first, Duration.ofDays(1), "first")
        .between(first, most, Duration.ofDays(7), "most")
        .enforce();
  }

  public Retries withFailed(int times) {
    return new Retries(times, rejected, busy, timedOut, unknown, first, most);
  }
}
