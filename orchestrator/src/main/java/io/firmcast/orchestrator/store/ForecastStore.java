// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what was forecast of rollouts, and finds those that something can be learned from. As
 * bounded and as failing as {@link RolloutStore}.
 */
public interface ForecastStore {

  /** Keeps it; the first one of a rollout stands. */
  Future<Void> keep(ForecastRow row);

  Future<Optional<ForecastRow>> find(String rolloutId);

  /** The ids of rollouts that were started and are over, the latest first. */
  Future<List<String>> latestOver(int limit);
}
