// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresUpdateStoreIT extends UpdateStoreContract {
  private static @Nullable EmbeddedPostgres server;
  private String name = "";

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    running().close();
  }

  @BeforeEach
  @Override
  void open() {
    name = "t" + System.nanoTime();
    try (var connection = running().getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException unexpected) {
      throw new IllegalStateException(unexpected);
    }
    super.open();
  }

  @Override
  Database database() {
    return new Database.Postgres(
        URI.create(
            "postgresql://postgres:postgres@localhost:%d/%s".formatted(running().getPort(), name)));
  }

  @Test
  void a_server_that_is_not_there_is_one_sentence_without_the_password_within_seconds() {
    var vertx = Vertx.vertx();
    var nowhere = new Database.Postgres(URI.create("postgresql://me:secret@localhost:1/fleet"));
    var before = Instant.now();

    assertThatThrownBy(() -> nowhere.open(vertx).await())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("postgresql://localhost/fleet")
        .hasMessageNotContaining("secret");
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
    vertx.close().await();
  }

  private static EmbeddedPostgres running() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server;
  }
}
