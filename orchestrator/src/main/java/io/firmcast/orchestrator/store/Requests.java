// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What operators want done, from any process to the owner. As bounded and as failing as {@link
 * RolloutStore}.
 */
public interface Requests {

  /**
   * False, and nothing is written, where the key is taken.
   *
   * @param once null where the caller gave no key
   */
  Future<Boolean> ask(OperatorRequest request, @Nullable Once once);

  Future<Optional<OperatorRequest>> find(String requestId);

  /** Those that nobody has answered yet, oldest first. */
  Future<List<OperatorRequest>> unanswered(int limit);

  /** For one whose rollout is over, so that it has no owner; no matter if it was answered. */
  Future<Void> answer(String requestId, String outcome, Instant now);
}
