// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as it is kept.
 *
 * @param state the name of its state
 * @param summary JSON text for people: counts and waves as of {@code lastSeq}
 * @param revision grows with every change that an operator sees in it; a device's progress is none
 * @param lastSeq number of the newest line of its decision log, 0 for none
 * @param lease who decides about it
 * @param endedAt when nothing more was to come; null while it is open
 */
public record RolloutRow(
    String id,
    String state,
    String summary,
    long revision,
    long lastSeq,
    Lease lease,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant endedAt) {

  /** A new one with so many lines in its log, that nobody has taken yet. */
  public static RolloutRow created(
      String id, String state, String summary, int lines, Instant now) {
    var free = new Lease(id, null, 0, 0);
    return new RolloutRow(id, state, summary, 1, lines, free, now, now, null);
  }

  public boolean isOpen() {
    return endedAt == null;
  }
}
