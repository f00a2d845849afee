// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has changed since the last commit, the latest state of each row, and who waits for it.
 * Confined by its owner's lock.
 */
final class Batch {

  private final Map<RowKey, Change> rows = new LinkedHashMap<>();
  private final List<Promise<Void>> waiting = new ArrayList<>();

  /**
   * Each call gets a future of its own, completed after those before it: of one shared future, what
   * is attached while it completes would overtake what was attached earlier.
   */
  Future<Void> add(List<Change> changes) {
    changes.forEach(change -> rows.put(change.key(), change));
    Promise<Void> committed = Promise.promise();
    waiting.add(committed);
    return committed.future();
  }

  /** Takes over rows that an earlier batch failed to write, unless they changed again since. */
  void inherit(Batch failed) {
    failed.rows.forEach(rows::putIfAbsent);
  }

  Iterable<Change> rows() {
    return rows.values();
  }

  void succeed() {
    waiting.forEach(Promise::complete);
  }

  void fail(Throwable cause) {
    waiting.forEach(committed -> committed.fail(cause));
  }
}
