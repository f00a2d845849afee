// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** What is to be told to others. As bounded and as failing as {@link RolloutStore}. */
public interface Outbox {

  /** What is due, the longest due first. */
  Future<List<WebhookRow>> due(Instant now, int limit);

  /** To be tried again at {@code row.nextAt()}. False where another process was at it meanwhile. */
  Future<Boolean> postpone(WebhookRow row);

  /** It was taken, or is given up. */
  Future<Void> settle(String id, String outcome, Instant now);
}
