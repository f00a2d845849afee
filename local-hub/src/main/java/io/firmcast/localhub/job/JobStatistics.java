// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;

/** How many devices of a job are where. Confined by its owner's lock. */
final class JobStatistics {

  private final Map<DeviceState, Integer> counts = new EnumMap<>(DeviceState.class);

  void added(DeviceState state) {
    counts.merge(state, 1, Integer::sum);
  }

  void moved(DeviceState from, DeviceState to) {
    counts.merge(from, -1, Integer::sum);
    added(to);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("deviceCount", counts.values().stream().mapToInt(Integer::intValue).sum())
        .put("failedCount", of(DeviceState.FAILED))
        .put("succeededCount", of(DeviceState.COMPLETED))
        .put("runningCount", of(DeviceState.RUNNING))
        .put("pendingCount", of(DeviceState.PENDING));
  }

  private int of(DeviceState state) {
    return counts.getOrDefault(state, 0);
  }
}
