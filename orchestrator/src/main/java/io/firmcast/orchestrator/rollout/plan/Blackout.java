// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Days on which no device is started.
 *
 * @param from the first of them
 * @param to the last of them
 * @param zone whose midnights count
 */
public record Blackout(@Required LocalDate from, @Required LocalDate to, ZoneId zone) {
  public static final Blackout DEFAULT =
      new Blackout(LocalDate.EPOCH, LocalDate.EPOCH, ZoneId.of("UTC"));

  public Blackout {
    new Limits().must(!to.isBefore(from), "to", "not be before from").enforce();
  }

  Instant begin() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** Exclusive. */
  Instant end() {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }

  boolean covers(Instant now) {
    return !now.isBefore(begin()) && now.isBefore(end());
  }
}
