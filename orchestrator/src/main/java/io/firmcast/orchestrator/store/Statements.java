// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Runs statements, each in bounded time, in words that SQLite and PostgreSQL share. */
final class Statements {
  private static final long LONGEST_SECONDS = 10;

  private final Pool pool;

  Statements(Pool pool) {
    this.pool = pool;
  }

  <T> Future<List<T>> read(String sql, Map<String, Object> parameters, Function<Row, T> row) {
    return bounded(
        SqlTemplate.forQuery(pool, sql)
            .mapTo(row::apply)
            .execute(parameters)
            .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
  }

  /** How many rows it changed. */
  Future<Integer> change(String sql, Map<String, @Nullable Object> parameters) {
    return bounded(change(pool, sql, parameters));
  }

  /**
   * All of it or nothing; a result of false takes it back. In the words of SQL instead of JDBC's: a
   * SQLite whose disk is full ends a transaction by itself, and then a JDBC connection neither
   * commits nor rolls back ever again, while each of its statements is kept alone.
   */
  Future<Boolean> transaction(Function<SqlConnection, Future<Boolean>> steps) {
    return bounded(
        pool.withConnection(
            connection ->
                run(connection, "BEGIN")
                    .compose(begun -> steps.apply(connection))
                    .compose(
                        kept -> run(connection, kept ? "COMMIT" : "ROLLBACK").map(done -> kept))
                    .recover(
                        failure ->
                            run(connection, "ROLLBACK")
                                .transform(undone -> Future.failedFuture(failure)))));
  }

  private static Future<Void> run(SqlConnection connection, String word) {
    return connection.query(word).execute().mapEmpty();
  }

  static Future<Integer> change(
      SqlClient client, String sql, Map<String, @Nullable Object> parameters) {
    return SqlTemplate.forUpdate(client, sql).execute(parameters).map(SqlResult::rowCount);
  }

  /** One statement for each; nothing is sent for none. */
  static Future<Void> changeAll(
      SqlClient client, String sql, List<Map<String, @Nullable Object>> parameters) {
    return parameters.isEmpty()
        ? Future.succeededFuture()
        : SqlTemplate.forUpdate(client, sql).executeBatch(parameters).mapEmpty();
  }

  static <T> Optional<T> first(List<T> rows) {
    return rows.stream().findFirst();
  }

  private static <T> Future<T> bounded(Future<T> statement) {
    return statement
        .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .recover(
            failure ->
                Future.failedFuture(new StoreException("the store did not answer", failure)));
  }
}
