// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCConnectOptions;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** Where updates and rollouts are kept: a SQLite file here, or a PostgreSQL somewhere. */
public sealed interface Database {

  /**
   * Migrates the schema and opens the store; fails with a {@link StoreException} in one sentence.
   */
  default Future<Stores> open(Vertx vertx) {
    return vertx
        .executeBlocking(
            () -> {
              prepare();
              return migrated();
            })
        .map(schema -> Stores.on(pool(vertx)))
        .recover(
            failure ->
                Future.failedFuture(
                    new StoreException(
                        "cannot open " + this + ": " + failure.getMessage(), failure)));
  }

  /** What must be there before a connection can be made; blocking. */
  void prepare() throws Exception;

  /** The connections that the store uses from then on. */
  Pool pool(Vertx vertx);

  /** Flyway, which speaks JDBC only, configured for this database. */
  FluentConfiguration flyway();

  private int migrated() {
    return flyway().locations("classpath:db/orchestrator").load().migrate().migrationsExecuted;
  }

  /**
   * A file. One connection, because SQLite has one writer; WAL, so that a reader in another process
   * does not stop it; and synchronous=FULL, so that what was answered survives a power cut too.
   */
  record Sqlite(Path file) implements Database {
    @Override
    public void prepare() throws Exception {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    }

    @Override
    public Pool pool(Vertx vertx) {
      return JDBCPool.pool(
          vertx, new JDBCConnectOptions().setJdbcUrl(jdbcUrl()), new PoolOptions().setMaxSize(1));
    }

    @Override
    public FluentConfiguration flyway() {
      return Flyway.configure().dataSource(jdbcUrl(), null, null);
    }

    private String jdbcUrl() {
      return "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000";
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** A server, by {@code postgresql://user:password@host:port/database}. */
  record Postgres(URI uri) implements Database {
    private static final int CONNECTIONS = 8;
    private static final int CONNECT_SECONDS = 5;

    @Override
    public void prepare() {}

    @Override
    public Pool pool(Vertx vertx) {
      var options = PgConnectOptions.fromUri(uri.toString());
      options.setReconnectAttempts(0);
      var pool =
          new PoolOptions()
              .setMaxSize(CONNECTIONS)
              .setMaxWaitQueueSize(10_000)
              .setConnectionTimeout(CONNECT_SECONDS)
              .setConnectionTimeoutUnit(TimeUnit.SECONDS);
      return PgBuilder.pool().with(pool).connectingTo(options).using(vertx).build();
    }

    @Override
    public FluentConfiguration flyway() {
      var query = uri.getRawQuery() == null ? "" : "&" + uri.getRawQuery();
      var port = uri.getPort() < 0 ? 5432 : uri.getPort();
      var url =
          "jdbc:postgresql://%s:%d%s?connectTimeout=%d%s"
              .formatted(uri.getHost(), port, uri.getRawPath(), CONNECT_SECONDS, query);
      return Flyway.configure().dataSource(url, userInfo(0), userInfo(1));
    }

    private @Nullable String userInfo(int part) {
      var info = uri.getUserInfo();
      var parts = info == null ? new String[0] : info.split(":", 2);
      return part < parts.length ? parts[part] : null;
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "postgresql://" + uri.getHost() + uri.getRawPath();
    }
  }
}
