// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * Group commit: while one batch is being synced to disk, all that happens gathers in the next, so
 * the cost of a sync is shared by everyone who came meanwhile. A batch that cannot be written fails
 * those who wait for it, and its rows go with the next one, for memory is already ahead of the
 * disk.
 */
public final class SqliteStore implements Store {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

  private final ExecutorService writer;
  private final SqliteRows rows;
  private Map<RowKey, String> found;
  private @Nullable Batch gathering;
  private @Nullable Batch unwritten;

  private SqliteStore(ExecutorService writer, SqliteRows rows, Map<RowKey, String> found) {
    this.writer = writer;
    this.rows = rows;
    this.found = found;
  }

  /** Opens or creates the database. Blocking: call on a worker. */
  public static SqliteStore open(Path file) throws SQLException {
    var rows = SqliteRows.open(file);
    var writer =
        Executors.newSingleThreadExecutor(
            task -> {
              var thread = new Thread(task, "local-hub-store");
              thread.setDaemon(true);
              return thread;
            });
    return new SqliteStore(writer, rows, rows.all());
  }

  /** Whether {@link #open} failed because another process has the database. */
  public static boolean isHeldByAnother(SQLException failure) {
    return failure.getErrorCode() == SQLiteErrorCode.SQLITE_BUSY.code;
  }

  @Override
  public synchronized Map<RowKey, String> load() {
    var once = found;
    found = Map.of();
    return once;
  }

  @Override
  public synchronized Future<Void> keep(List<Change> changes) {
    if (writer.isShutdown()) {
      return Future.failedFuture("The store is closed");
    }
    if (gathering == null) {
      gathering = new Batch();
      writer.execute(this::commit);
    }
    return gathering.add(changes);
  }

  @Override
  public synchronized Future<Void> close() {
    if (writer.isShutdown()) {
      return Future.succeededFuture();
    }
    Promise<Void> closed = Promise.promise();
    writer.execute(
        () -> {
          commit();
          rows.close();
          closed.complete();
        });
    writer.shutdown();
    return closed.future();
  }

  private void commit() {
    var batch = take();
    try {
      rows.write(batch.rows());
    } catch (SQLException | RuntimeException e) {
      LOG.error("could not keep changes on disk", e);
      giveBack(batch);
      batch.fail(e);
      return;
    }
    batch.succeed();
  }

  private synchronized Batch take() {
    var batch = gathering == null ? new Batch() : gathering;
    if (unwritten != null) {
      batch.inherit(unwritten);
    }
    gathering = null;
    unwritten = null;
    return batch;
  }

  /** Nobody retries on a timer: the next change, or the end of the hub, takes the rows along. */
  private synchronized void giveBack(Batch failed) {
    unwritten = failed;
  }
}
