// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rollouts in SQL, in words that SQLite and PostgreSQL share. */
final class SqlRollouts implements RolloutStore {
  private static final String ALL =
      """
      SELECT rollout_id, state, summary, revision, last_seq, owner, epoch, beat, created_at,
        updated_at, ended_at
      FROM rollout WHERE\s""";

  private static final String NEWEST_FIRST =
      """
      (created_at < #{created_at} OR (created_at = #{created_at} AND rollout_id < #{rollout_id}))
      ORDER BY created_at DESC, rollout_id DESC LIMIT #{limit}""";

  private static final String EXECUTION =
      """
      SELECT device_id, wave, state, reason, attempt, update_id, updated_at
      FROM rollout_execution WHERE rollout_id = #{rollout_id} AND\s""";

  private final Statements sql;

  SqlRollouts(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Future<Boolean> create(RolloutRow first, List<LogLine> lines, @Nullable Once once) {
    return sql.transaction(
        connection ->
            SqlRequests.keep(connection, once, first.createdAt())
                .compose(
                    fresh ->
                        fresh
                            ? insert(connection, RolloutRows.of(first))
                            : Future.succeededFuture(false))
                .compose(
                    inserted ->
                        inserted
                            ? SqlAppend.log(connection, first.id(), lines).map(true)
                            : Future.succeededFuture(false)));
  }

  private static Future<Boolean> insert(
      SqlConnection connection, Map<String, @Nullable Object> row) {
    return Statements.change(
            connection,
            """
            INSERT INTO rollout (rollout_id, state, summary, revision, last_seq, owner,
              epoch, beat, created_at, updated_at, ended_at)
            VALUES (#{rollout_id}, #{state}, #{summary}, #{revision}, #{last_seq}, NULL,
              0, 0, #{created_at}, #{created_at}, NULL)
            ON CONFLICT DO NOTHING""",
            row)
        .map(inserted -> inserted > 0);
  }

  @Override
  public Future<Optional<RolloutRow>> find(String id) {
    return sql.read(ALL + "rollout_id = #{id}", Map.of("id", id), RolloutRows::rollout)
        .map(Statements::first);
  }

  @Override
  public Future<Optional<Once>> findOnce(String key) {
    return sql.read(
            "SELECT * FROM rollout_key WHERE idempotency_key = #{key}",
            Map.of("key", key),
            RolloutRows::once)
        .map(Statements::first);
  }

  @Override
  public Future<List<RolloutRow>> newest(@Nullable String state, Place after, int limit) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("created_at", after.createdAtMillis());
    parameters.put("rollout_id", after.id());
    parameters.put("limit", limit);
    if (state == null) {
      return sql.read(ALL + NEWEST_FIRST, parameters, RolloutRows::rollout);
    }
    parameters.put("state", state);
    return sql.read(ALL + "state = #{state} AND " + NEWEST_FIRST, parameters, RolloutRows::rollout);
  }

  @Override
  public Future<List<LogLine>> log(String id, long afterSeq, int limit) {
    return sql.read(
        """
        SELECT seq, at, event FROM rollout_log
        WHERE rollout_id = #{rollout_id} AND seq > #{after} ORDER BY seq LIMIT #{limit}""",
        Map.of("rollout_id", id, "after", afterSeq, "limit", limit),
        RolloutRows::line);
  }

  @Override
  public Future<List<ExecutionRow>> executions(
      String id, @Nullable String state, String afterDevice, int limit) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("rollout_id", id);
    parameters.put("after", afterDevice);
    parameters.put("limit", limit);
    var page = "device_id > #{after} ORDER BY device_id LIMIT #{limit}";
    if (state == null) {
      return sql.read(EXECUTION + page, parameters, RolloutRows::execution);
    }
    parameters.put("state", state);
    return sql.read(EXECUTION + "state = #{state} AND " + page, parameters, RolloutRows::execution);
  }

  @Override
  public Future<Optional<ExecutionRow>> execution(String id, String device) {
    return sql.read(
            EXECUTION + "device_id = #{device_id}",
            Map.of("rollout_id", id, "device_id", device),
            RolloutRows::execution)
        .map(Statements::first);
  }

  @Override
  public Future<List<Rival>> rivals(String id, int limit) {
    return sql.read(
        """
        SELECT mine.device_id AS device_id, older.rollout_id AS rollout_id
        FROM rollout AS me
        JOIN rollout AS older ON older.ended_at IS NULL AND older.rollout_id <> me.rollout_id
          AND older.state NOT IN ('draft', 'awaitingApproval')
          AND (older.created_at < me.created_at
            OR (older.created_at = me.created_at AND older.rollout_id < me.rollout_id))
        JOIN rollout_execution AS theirs ON theirs.rollout_id = older.rollout_id
          AND theirs.state NOT IN ('succeeded', 'alreadyInstalled', 'failed', 'timedOut',
            'rejected', 'canceled', 'superseded', 'removed', 'rolledBack')
        JOIN rollout_execution AS mine ON mine.rollout_id = me.rollout_id
          AND mine.device_id = theirs.device_id AND mine.state IN ('queued', 'waiting')
        WHERE me.rollout_id = #{rollout_id}
        ORDER BY mine.device_id LIMIT #{limit}""",
        Map.of("rollout_id", id, "limit", limit),
        row -> new Rival(row.getString("device_id"), row.getString("rollout_id")));
  }

  @Override
  public Future<Boolean> append(Lease lease, long lastSeq, Batch batch) {
    return sql.transaction(
        connection ->
            SqlAppend.fence(connection, lease, lastSeq, batch)
                .compose(
                    mine ->
                        mine
                            ? SqlAppend.keep(connection, lease.rolloutId(), batch).map(true)
                            : Future.succeededFuture(false)));
  }

  @Override
  public Future<Void> check() {
    return sql.read("SELECT 1 AS one", Map.of(), row -> row.getInteger("one")).mapEmpty();
  }
}
