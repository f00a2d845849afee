// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements of {@link RolloutStore#append}, within its transaction. */
final class SqlAppend {
  private SqlAppend() {}

  /**
   * First, because it takes the row's lock: whoever would take the rollout over waits for it or is
   * seen here. So nothing below is written by an owner that is none any more.
   */
  static Future<Boolean> fence(SqlConnection connection, Lease lease, long lastSeq, Batch batch) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("rollout_id", lease.rolloutId());
    row.put("owner", lease.owner());
    row.put("epoch", lease.epoch());
    row.put("last_seq", lastSeq);
    row.put("new_seq", lastSeq + batch.lines().size());
    row.put("state", batch.state());
    row.put("summary", batch.summary());
    row.put("revision", batch.revision());
    row.put("updated_at", batch.at().toEpochMilli());
    var ended = batch.endedAt();
    row.put("ended_at", ended == null ? null : ended.toEpochMilli());
    return Statements.change(
            connection,
            """
            UPDATE rollout SET last_seq = #{new_seq}, state = #{state}, summary = #{summary},
              revision = #{revision}, updated_at = #{updated_at}, ended_at = #{ended_at},
              beat = beat + 1
            WHERE rollout_id = #{rollout_id} AND owner = #{owner} AND epoch = #{epoch}
              AND last_seq = #{last_seq} AND ended_at IS NULL""",
            row)
        .map(changed -> changed == 1);
  }

  static Future<Void> log(SqlConnection connection, String rollout, List<LogLine> lines) {
    return Statements.changeAll(
        connection,
        """
        INSERT INTO rollout_log (rollout_id, seq, at, event)
        VALUES (#{rollout_id}, #{seq}, #{at}, #{event})""",
        lines.stream().map(line -> RolloutRows.of(rollout, line)).toList());
  }

  static Future<Void> keep(SqlConnection connection, String rollout, Batch batch) {
    return log(connection, rollout, batch.lines())
        .compose(
            logged ->
                batch.forgetsExecutions()
                    ? Statements.change(
                            connection,
                            "DELETE FROM rollout_execution WHERE rollout_id = #{rollout_id}",
                            Map.of("rollout_id", rollout))
                        .<Void>mapEmpty()
                    : Future.succeededFuture())
        .compose(
            forgotten ->
                Statements.changeAll(
                    connection,
                    """
                    INSERT INTO rollout_execution (rollout_id, device_id, wave, state, reason,
                      attempt, update_id, updated_at)
                    VALUES (#{rollout_id}, #{device_id}, #{wave}, #{state}, #{reason}, #{attempt},
                      #{update_id}, #{updated_at})
                    ON CONFLICT (rollout_id, device_id) DO UPDATE SET wave = excluded.wave,
                      state = excluded.state, reason = excluded.reason, attempt = excluded.attempt,
                      update_id = excluded.update_id, updated_at = excluded.updated_at""",
                    batch.executions().stream().map(it -> RolloutRows.of(rollout, it)).toList()))
        .compose(
            listed ->
                Statements.changeAll(
                    connection,
                    SqlRequests.ANSWER,
                    batch.answers().entrySet().stream()
                        .map(it -> SqlRequests.row(it.getKey(), it.getValue(), batch.at()))
                        .toList()))
        .compose(
            answered ->
                Statements.changeAll(
                    connection,
                    """
                    INSERT INTO webhook_delivery (delivery_id, rollout_id, url, body, attempts,
                      next_at, ended_at, outcome)
                    VALUES (#{delivery_id}, #{rollout_id}, #{url}, #{body}, #{attempts},
                      #{next_at}, NULL, NULL)""",
                    batch.webhooks().stream().map(SqlOutbox::of).toList()));
  }
}
