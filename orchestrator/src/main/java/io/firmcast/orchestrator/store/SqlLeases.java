// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leases as columns of their rollouts, so that a fence is a part of the write that it guards. */
final class SqlLeases implements Leases {
  private static final String LEASE = "SELECT rollout_id, owner, epoch, beat FROM rollout WHERE ";

  private final Statements sql;

  SqlLeases(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Future<Void> beat(String owner) {
    return sql.change(
            "UPDATE rollout SET beat = beat + 1 WHERE owner = #{owner} AND ended_at IS NULL",
            named(owner))
        .mapEmpty();
  }

  @Override
  public Future<List<Lease>> open() {
    return sql.read(LEASE + "ended_at IS NULL ORDER BY rollout_id", Map.of(), RolloutRows::lease);
  }

  @Override
  public Future<Optional<Lease>> take(Lease seen, String owner, Instant now) {
    Map<String, @Nullable Object> row = named(owner);
    row.put("rollout_id", seen.rolloutId());
    row.put("epoch", seen.epoch());
    row.put("beat", seen.beat());
    row.put("least", now.getEpochSecond());
    return sql.transaction(
            connection ->
                Statements.change(
                        connection,
                        """
                        UPDATE rollout SET owner = #{owner}, beat = beat + 1, epoch =
                          (SELECT CASE WHEN MAX(epoch) >= #{least} THEN MAX(epoch) + 1
                            ELSE #{least} END FROM rollout)
                        WHERE rollout_id = #{rollout_id} AND epoch = #{epoch} AND beat = #{beat}
                          AND ended_at IS NULL""",
                        row)
                    .map(changed -> changed == 1))
        .compose(
            taken ->
                taken
                    ? sql.read(
                            LEASE + "rollout_id = #{rollout_id} AND owner = #{owner}",
                            Map.of("rollout_id", seen.rolloutId(), "owner", owner),
                            RolloutRows::lease)
                        .map(Statements::first)
                    : Future.succeededFuture(Optional.empty()));
  }

  @Override
  public Future<Void> release(String owner) {
    return sql.change(
            "UPDATE rollout SET owner = NULL, beat = beat + 1 WHERE owner = #{owner}", named(owner))
        .mapEmpty();
  }

  private static Map<String, @Nullable Object> named(String owner) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("owner", owner);
    return row;
  }
}
