// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import java.time.Instant;
import java.util.List;

/**
 * What is rehearsed.
 *
 * @param devices that were found for the targets, in any order
 * @param start when it is started, for windows and schedules
 */
public record Scene(
    RolloutId id, RolloutDefinition definition, List<DeviceId> devices, Instant start) {
  public Scene {
    devices = List.copyOf(devices);
  }
}
