// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Update;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One statement a call, each its own transaction, in words that SQLite and PostgreSQL share. */
final class SqlUpdateStore implements UpdateStore {
  private static final long LONGEST_SECONDS = 10;
  private static final String ALL = "SELECT * FROM firmware_update ";
  private static final String NEWEST_FIRST =
      """
      (created_at < #{created_at} OR (created_at = #{created_at} AND update_id < #{update_id}))
      ORDER BY created_at DESC, update_id DESC LIMIT #{limit}""";

  private final Pool pool;

  SqlUpdateStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Boolean> insert(Update first) {
    return change(
        """
        INSERT INTO firmware_update (update_id, device_id, request, idempotency_key, state, reason,
          message, reported_version, answer_status, answer_payload, created_at, updated_at,
          ended_at, revision)
        VALUES (#{update_id}, #{device_id}, #{request}, #{idempotency_key}, #{state}, #{reason},
          #{message}, #{reported_version}, #{answer_status}, #{answer_payload}, #{created_at},
          #{updated_at}, #{ended_at}, #{revision})
        ON CONFLICT DO NOTHING""",
        UpdateRow.of(first));
  }

  @Override
  public Future<Boolean> replace(Update next) {
    var row = UpdateRow.of(next);
    row.put("before", next.revision() - 1);
    return change(
        """
        UPDATE firmware_update SET state = #{state}, reason = #{reason}, message = #{message},
          reported_version = #{reported_version}, answer_status = #{answer_status},
          answer_payload = #{answer_payload}, updated_at = #{updated_at}, ended_at = #{ended_at},
          revision = #{revision}
        WHERE update_id = #{update_id} AND revision = #{before}
          AND (ended_at IS NULL OR (state = #{state} AND ended_at = #{ended_at}))""",
        row);
  }

  @Override
  public Future<Void> forget(Update update) {
    return change(
            """
            DELETE FROM firmware_update
            WHERE update_id = #{update_id} AND revision = #{revision} AND ended_at IS NULL""",
            UpdateRow.of(update))
        .mapEmpty();
  }

  @Override
  public Future<Optional<Update>> find(UpdateId id) {
    return read(ALL + "WHERE update_id = #{update_id}", Map.of("update_id", id.value()))
        .map(SqlUpdateStore::first);
  }

  @Override
  public Future<Optional<Update>> findByKey(String idempotencyKey) {
    return read(ALL + "WHERE idempotency_key = #{key}", Map.of("key", idempotencyKey))
        .map(SqlUpdateStore::first);
  }

  @Override
  public Future<List<Update>> open(@Nullable UpdateId after, int limit) {
    return read(
        ALL + "WHERE ended_at IS NULL AND update_id > #{after} ORDER BY update_id LIMIT #{limit}",
        Map.of("after", after == null ? "" : after.value(), "limit", limit));
  }

  @Override
  public Future<List<Update>> newest(@Nullable DeviceId device, Place after, int limit) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("created_at", after.createdAtMillis());
    parameters.put("update_id", after.id());
    parameters.put("limit", limit);
    if (device == null) {
      return read(ALL + "WHERE " + NEWEST_FIRST, parameters);
    }
    parameters.put("device_id", device.value());
    return read(ALL + "WHERE device_id = #{device_id} AND " + NEWEST_FIRST, parameters);
  }

  @Override
  public Future<Void> check() {
    return bounded(pool.query("SELECT 1").execute()).mapEmpty();
  }

  @Override
  public Future<Void> close() {
    return pool.close();
  }

  private Future<Boolean> change(String sql, Map<String, @Nullable Object> row) {
    return bounded(SqlTemplate.forUpdate(pool, sql).execute(row))
        .map(result -> result.rowCount() > 0);
  }

  private Future<List<Update>> read(String sql, Map<String, Object> parameters) {
    return bounded(SqlTemplate.forQuery(pool, sql).mapTo(UpdateRow::read).execute(parameters))
        .map(SqlUpdateStore::list);
  }

  private static <T> Future<T> bounded(Future<T> statement) {
    return statement
        .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .recover(
            failure ->
                Future.failedFuture(new StoreException("the store did not answer", failure)));
  }

  private static List<Update> list(RowSet<Update> rows) {
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  private static Optional<Update> first(List<Update> rows) {
    return rows.stream().findFirst();
  }
}
