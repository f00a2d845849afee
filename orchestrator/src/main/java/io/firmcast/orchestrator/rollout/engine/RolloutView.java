// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as it is shown.
 *
 * @param ending how it will end once nothing is open any more; null where that is not decided
 * @param events how many it was made of; it grows with each, so it serves as its version
 * @param wave the current one, from 1; 0 before it began
 * @param counts devices by state, states without a device left out
 * @param plan null before the devices were found
 * @param approved the plan that was approved; null for none
 */
public record RolloutView(
    RolloutId id,
    RolloutState state,
    @Nullable String reason,
    @Nullable RolloutState ending,
    long events,
    int devices,
    int wave,
    int inFlight,
    int parked,
    long started,
    Map<DeviceState, Integer> counts,
    List<WaveView> waves,
    RolloutPace pace,
    @Nullable PlanHash plan,
    @Nullable PlanHash approved,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant wakeAt) {
  public RolloutView {
    counts = Map.copyOf(counts);
    waves = List.copyOf(waves);
  }
}
