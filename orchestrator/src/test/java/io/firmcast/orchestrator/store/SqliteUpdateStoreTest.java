// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUpdateStoreTest extends UpdateStoreContract {
  @TempDir private Path folder = Path.of("");

  @Override
  Database database() {
    return new Database.Sqlite(folder.resolve("data/orchestrator.db"));
  }

  @Test
  void it_writes_ahead_and_waits_for_the_disk() {
    var vertx = Vertx.vertx();
    var pool = database().pool(vertx);

    var journal = pool.query("PRAGMA journal_mode").execute().await().iterator().next();
    var synchronous = pool.query("PRAGMA synchronous").execute().await().iterator().next();

    assertThat(journal.getString(0)).isEqualTo("wal");
    assertThat(synchronous.getInteger(0)).isEqualTo(2);
    pool.close().await();
    vertx.close().await();
  }

  @Test
  void a_file_that_is_no_database_is_one_sentence() throws Exception {
    var file = folder.resolve("notes.txt");
    Files.writeString(file, "not a database, but long enough to be looked at as if it were one");
    var vertx = Vertx.vertx();

    assertThatThrownBy(() -> new Database.Sqlite(file).open(vertx).await())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("notes.txt");
    vertx.close().await();
  }
}
