// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of rollouts as rows, there and back. */
final class RolloutRows {
  private RolloutRows() {}

  static Map<String, @Nullable Object> of(RolloutRow rollout) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("rollout_id", rollout.id());
    row.put("state", rollout.state());
    row.put("summary", rollout.summary());
    row.put("revision", rollout.revision());
    row.put("last_seq", rollout.lastSeq());
    row.put("created_at", rollout.createdAt().toEpochMilli());
    return row;
  }

  static RolloutRow rollout(Row row) {
    return new RolloutRow(
        row.getString("rollout_id"),
        row.getString("state"),
        row.getString("summary"),
        row.getLong("revision"),
        row.getLong("last_seq"),
        lease(row),
        time(row, "created_at"),
        time(row, "updated_at"),
        optionalTime(row, "ended_at"));
  }

  static Lease lease(Row row) {
    return new Lease(
        row.getString("rollout_id"),
        row.getString("owner"),
        row.getLong("epoch"),
        row.getLong("beat"));
  }

  static Map<String, @Nullable Object> of(String rollout, LogLine line) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("rollout_id", rollout);
    row.put("seq", line.seq());
    row.put("at", line.at().toEpochMilli());
    row.put("event", line.event());
    return row;
  }

  static LogLine line(Row row) {
    return new LogLine(row.getLong("seq"), time(row, "at"), row.getString("event"));
  }

  static Map<String, @Nullable Object> of(String rollout, ExecutionRow execution) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("rollout_id", rollout);
    row.put("device_id", execution.deviceId());
    row.put("wave", execution.wave());
    row.put("state", execution.state());
    row.put("reason", execution.reason());
    row.put("attempt", execution.attempt());
    row.put("update_id", execution.updateId());
    row.put("updated_at", execution.updatedAt().toEpochMilli());
    return row;
  }

  static ExecutionRow execution(Row row) {
    return new ExecutionRow(
        row.getString("device_id"),
        row.getInteger("wave"),
        row.getString("state"),
        row.getString("reason"),
        row.getInteger("attempt"),
        row.getString("update_id"),
        time(row, "updated_at"));
  }

  static Map<String, @Nullable Object> of(Once once, Instant now) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("idempotency_key", once.key());
    row.put("request_hash", once.requestHash());
    row.put("rollout_id", once.rolloutId());
    row.put("request_id", once.requestId());
    row.put("created_at", now.toEpochMilli());
    return row;
  }

  static Once once(Row row) {
    return new Once(
        row.getString("idempotency_key"),
        row.getString("request_hash"),
        row.getString("rollout_id"),
        row.getString("request_id"));
  }

  static Instant time(Row row, String column) {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  private static @Nullable Instant optionalTime(Row row, String column) {
    @Nullable Long millis = row.getLong(column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
