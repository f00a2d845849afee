// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.Flaw;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What a forecast takes for granted.
 *
 * @param runs how often it is rehearsed, 1 to 1,000, or 0 for not at all; null for as often as is
 *     done in seconds
 * @param seed two forecasts with the same seed, of the same plan, are the same
 * @param learnedFrom what the model of the devices was learned from; null where it was not
 */
public record Assumptions(
    DeviceModel devices,
    HubSize hub,
    @Nullable Integer runs,
    long seed,
    @Nullable Experience learnedFrom) {
  private static final int FEWEST = 3;
  private static final int MOST = 1_000;

  /**
   * Finished rollouts, and devices in them.
   *
   * @param devices that came to an end
   */
  public record Experience(int rollouts, int devices) {}

  public Assumptions {
    var flaws = new ArrayList<Flaw>();
    if (runs != null && (runs < 0 || runs > MOST)) {
      flaws.add(new Flaw("/runs", "must be 0 to " + MOST));
    }
    if (!flaws.isEmpty()) {
      throw new BadDefinition(flaws);
    }
  }

  /**
   * The same, with a number of runs.
   *
   * @param work how many devices may be played in all, where the number is free
   * @param most of that
   */
  public Assumptions settled(int among, int work, int most) {
    var free = Math.max(FEWEST, Math.min(most, work / Math.max(1, among)));
    return new Assumptions(devices, hub, runs == null ? free : runs, seed, learnedFrom);
  }

  /** Whether nobody wants a forecast. */
  public boolean isNone() {
    return runs != null && runs == 0;
  }
}
