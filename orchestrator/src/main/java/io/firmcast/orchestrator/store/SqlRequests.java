// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operators' requests in SQL. */
final class SqlRequests implements Requests {
  /** Once only: what was answered stays so. */
  static final String ANSWER =
      """
      UPDATE rollout_request SET outcome = #{outcome}, answered_at = #{answered_at}
      WHERE request_id = #{request_id} AND answered_at IS NULL""";

  private static final String ALL =
      "SELECT request_id, rollout_id, at, request, outcome FROM rollout_request WHERE ";

  private final Statements sql;

  SqlRequests(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Future<Boolean> ask(OperatorRequest request, @Nullable Once once) {
    return sql.transaction(
        connection ->
            keep(connection, once, request.at())
                .compose(
                    fresh -> fresh ? insert(connection, request) : Future.succeededFuture(false)));
  }

  private static Future<Boolean> insert(SqlConnection connection, OperatorRequest request) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("request_id", request.id());
    row.put("rollout_id", request.rolloutId());
    row.put("at", request.at().toEpochMilli());
    row.put("request", request.request());
    return Statements.change(
            connection,
            """
            INSERT INTO rollout_request (request_id, rollout_id, at, request)
            VALUES (#{request_id}, #{rollout_id}, #{at}, #{request})
            ON CONFLICT DO NOTHING""",
            row)
        .map(inserted -> inserted > 0);
  }

  @Override
  public Future<Optional<OperatorRequest>> find(String requestId) {
    return sql.read(
            ALL + "request_id = #{request_id}",
            Map.of("request_id", requestId),
            SqlRequests::request)
        .map(Statements::first);
  }

  @Override
  public Future<List<OperatorRequest>> unanswered(int limit) {
    return sql.read(
        ALL + "answered_at IS NULL ORDER BY at, request_id LIMIT #{limit}",
        Map.of("limit", limit),
        SqlRequests::request);
  }

  @Override
  public Future<Void> answer(String requestId, String outcome, Instant now) {
    return sql.change(ANSWER, row(requestId, outcome, now)).mapEmpty();
  }

  static Map<String, @Nullable Object> row(String requestId, String outcome, Instant at) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("request_id", requestId);
    row.put("outcome", outcome);
    row.put("answered_at", at.toEpochMilli());
    return row;
  }

  /** True where there is no key, or where it is new and is now kept. */
  static Future<Boolean> keep(SqlConnection connection, @Nullable Once once, Instant now) {
    if (once == null) {
      return Future.succeededFuture(true);
    }
    return Statements.change(
            connection,
            """
            INSERT INTO rollout_key (idempotency_key, request_hash, rollout_id, request_id,
              created_at)
            VALUES (#{idempotency_key}, #{request_hash}, #{rollout_id}, #{request_id},
              #{created_at})
            ON CONFLICT DO NOTHING""",
            RolloutRows.of(once, now))
        .map(inserted -> inserted > 0);
  }

  private static OperatorRequest request(Row row) {
    return new OperatorRequest(
        row.getString("request_id"),
        row.getString("rollout_id"),
        RolloutRows.time(row, "at"),
        row.getString("request"),
        row.getString("outcome"));
  }
}
