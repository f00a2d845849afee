// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRolloutStoreIT extends RolloutStoreContract {
  private static @Nullable PostgresServer server;
  private @Nullable URI uri;

  @BeforeAll
  static void start() throws IOException {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() throws IOException {
    running().close();
  }

  @Override
  Database database() {
    if (uri == null) {
      uri = running().database();
    }
    return new Database.Postgres(uri);
  }

  private static PostgresServer running() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server;
  }
}
