// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import org.jspecify.annotations.Nullable;

/**
 * How many devices at once and how fast. It may be changed while a rollout runs.
 *
 * @param inFlight devices that have been asked and are not done, 1 to 100,000; none is started
 *     above it
 * @param parked offline devices for which the desired property may stand at once, 0 to 1,000,000;
 *     as they come back they are at it beside those in flight
 * @param rate null for none
 */
public record RolloutPace(int inFlight, int parked, @Nullable Rate rate) {
  public static final RolloutPace DEFAULT = new RolloutPace(100, 1_000, null);

  public RolloutPace {
    new Limits()
        .between(1, inFlight, 100_000, "inFlight")
        .between(0, parked, 1_000_000, "parked")
        .enforce();
  }

  public static RolloutPace inFlight(int devices) {
    return new RolloutPace(devices, DEFAULT.parked, null);
  }

  public RolloutPace withRate(Rate other) {
    return new RolloutPace(inFlight, parked, other);
  }

  public RolloutPace withParked(int other) {
    return new RolloutPace(inFlight, other, rate);
  }
}
