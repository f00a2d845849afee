// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRolloutStoreTest extends RolloutStoreContract {
  @TempDir private Path folder = Path.of("");

  @Override
  Database database() {
    return new Database.Sqlite(folder.resolve("orchestrator.db"));
  }
}
