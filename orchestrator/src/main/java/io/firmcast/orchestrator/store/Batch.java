// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one step of a rollout's owner changed; it is kept as a whole or not at all.
 *
 * @param lines follow the newest line kept, without a gap
 * @param forgetsExecutions whether all executions kept so far are of devices that are none any more
 * @param executions those that changed
 * @param answers outcomes as JSON text, by the id of the {@link OperatorRequest}
 * @param endedAt null while it is open
 */
public record Batch(
    List<LogLine> lines,
    String state,
    String summary,
    long revision,
    Instant at,
    @Nullable Instant endedAt,
    boolean forgetsExecutions,
    List<ExecutionRow> executions,
    Map<String, String> answers,
    List<WebhookRow> webhooks) {

  public Batch {
    lines = List.copyOf(lines);
    executions = List.copyOf(executions);
    answers = Map.copyOf(answers);
    webhooks = List.copyOf(webhooks);
  }

  /** Nothing but more executions of the same step, because all at once would be too many. */
  public Batch listing(List<ExecutionRow> more) {
    return new Batch(
        List.of(), state, summary, revision, at, endedAt, false, more, Map.of(), List.of());
  }
}
