// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/** The table behind the store: one connection, used by one thread at a time. Blocking. */
final class SqliteRows {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteRows.class);
  private static final String PUT =
      "INSERT INTO hub_row (kind, id, content) VALUES (?, ?, ?) "
          + "ON CONFLICT (kind, id) DO UPDATE SET content = excluded.content";
  private static final String DELETE = "DELETE FROM hub_row WHERE kind = ? AND id = ?";

  private final Connection connection;

  private SqliteRows(Connection connection) {
    this.connection = connection;
  }

  static SqliteRows open(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // A second hub on the same directory must fail at its start, not write over this one's rows.
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    var connection = config.createConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS hub_row (kind TEXT NOT NULL, id TEXT NOT NULL, "
              + "content TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID");
    }
    connection.setAutoCommit(false);
    return new SqliteRows(connection);
  }

  Map<RowKey, String> all() throws SQLException {
    var rows = new HashMap<RowKey, String>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("SELECT kind, id, content FROM hub_row")) {
      while (result.next()) {
        var kind = RowKey.Kind.valueOf(result.getString(1));
        rows.put(new RowKey(kind, result.getString(2)), result.getString(3));
      }
    }
    connection.commit();
    return rows;
  }

  /** All of the changes or, if it throws, none. */
  void write(Iterable<Change> changes) throws SQLException {
    try (var put = connection.prepareStatement(PUT);
        var delete = connection.prepareStatement(DELETE)) {
      for (var change : changes) {
        write(change, put, delete);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("could not close the database", e);
    }
  }

  private static void write(Change change, PreparedStatement put, PreparedStatement delete)
      throws SQLException {
    var text = change.text();
    var statement = text == null ? delete : put;
    statement.setString(1, change.key().kind().name());
    statement.setString(2, change.key().id());
    if (text != null) {
      statement.setString(3, text.get());
    }
    statement.executeUpdate();
  }
}
