// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of its own, with a database for each that asks. */
public final class PostgresServer implements AutoCloseable {
  private final @Nullable Path data;
  private EmbeddedPostgres server;

  public PostgresServer() throws IOException {
    data = null;
    server = EmbeddedPostgres.start();
  }

  /** One that may be stopped and started again on what it has in that directory. */
  public PostgresServer(Path data) throws IOException {
    this.data = data;
    server = on(data, 0);
  }

  /** An empty database that nobody else uses. */
  public URI database() {
    var name = "t" + System.nanoTime();
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException unexpected) {
      throw new IllegalStateException(unexpected);
    }
    return URI.create(
        "postgresql://postgres:postgres@localhost:%d/%s".formatted(server.getPort(), name));
  }

  /** Stops it; its port and its data stay. */
  public void stop() throws IOException {
    server.close();
  }

  /** Starts it again where it was. */
  public void start() throws IOException {
    if (data == null) {
      throw new IllegalStateException("it kept nothing");
    }
    server = on(data, server.getPort());
  }

  private static EmbeddedPostgres on(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
