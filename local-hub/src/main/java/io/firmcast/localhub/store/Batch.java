// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has changed since the last commit, the latest state of each row, and who waits for it.
 * Confined by its owner's lock.
 */
final class Batch {

  private final Map<RowKey, Change> rows = new LinkedHashMap<>();
  private final Promise<Void> committed = Promise.promise();

  Future<Void> add(List<Change> changes) {
    changes.forEach(change -> rows.put(change.key(), change));
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
    committed.complete();
  }

  void fail(Throwable cause) {
    committed.fail(cause);
  }
}
