// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.orchestrator.rollout.engine.RolloutState;
import io.firmcast.orchestrator.rollout.engine.RolloutView;
import java.time.Duration;
import java.util.List;

/**
 * How one rehearsal went.
 *
 * @param end how it ended; {@code PAUSED} where errors stopped it, {@code RUNNING} where it never
 *     would have ended
 * @param took from its start to that
 * @param waves for each, from the start to its being passed; negative where it was not
 */
public record Run(
    RolloutState end,
    Duration took,
    List<Duration> waves,
    Operations operations,
    RolloutView view) {
  public Run {
    waves = List.copyOf(waves);
  }
}
