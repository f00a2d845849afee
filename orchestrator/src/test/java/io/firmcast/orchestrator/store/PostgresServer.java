// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;

/** A PostgreSQL of its own, with a database for each that asks. */
public final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;

  public PostgresServer() throws IOException {
    server = EmbeddedPostgres.start();
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

  @Override
  public void close() throws IOException {
    server.close();
  }
}
