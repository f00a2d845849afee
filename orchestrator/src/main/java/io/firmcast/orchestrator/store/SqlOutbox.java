// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be told to others, in SQL. */
final class SqlOutbox implements Outbox {
  private final Statements sql;

  SqlOutbox(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Future<List<WebhookRow>> due(Instant now, int limit) {
    return sql.read(
        """
        SELECT delivery_id, rollout_id, url, body, attempts, next_at FROM webhook_delivery
        WHERE ended_at IS NULL AND next_at <= #{now} ORDER BY next_at, delivery_id LIMIT #{limit}""",
        Map.of("now", now.toEpochMilli(), "limit", limit),
        SqlOutbox::read);
  }

  @Override
  public Future<Boolean> postpone(WebhookRow row) {
    var parameters = of(row);
    parameters.put("before", row.attempts() - 1);
    return sql.change(
            """
            UPDATE webhook_delivery SET attempts = #{attempts}, next_at = #{next_at}
            WHERE delivery_id = #{delivery_id} AND attempts = #{before} AND ended_at IS NULL""",
            parameters)
        .map(changed -> changed == 1);
  }

  @Override
  public Future<Void> settle(String id, String outcome, Instant now) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("delivery_id", id);
    row.put("outcome", outcome);
    row.put("ended_at", now.toEpochMilli());
    return sql.change(
            """
            UPDATE webhook_delivery SET outcome = #{outcome}, ended_at = #{ended_at}
            WHERE delivery_id = #{delivery_id}""",
            row)
        .mapEmpty();
  }

  static Map<String, @Nullable Object> of(WebhookRow delivery) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("delivery_id", delivery.id());
    row.put("rollout_id", delivery.rolloutId());
    row.put("url", delivery.url());
    row.put("body", delivery.body());
    row.put("attempts", delivery.attempts());
    row.put("next_at", delivery.nextAt().toEpochMilli());
    return row;
  }

  private static WebhookRow read(Row row) {
    return new WebhookRow(
        row.getString("delivery_id"),
        row.getString("rollout_id"),
        row.getString("url"),
        row.getString("body"),
        row.getInteger("attempts"),
        RolloutRows.time(row, "next_at"));
  }
}
