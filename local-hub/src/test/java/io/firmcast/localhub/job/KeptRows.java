// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A store in memory, to be looked into. */
final class KeptRows implements Store {

  final Map<RowKey, String> rows = new ConcurrentHashMap<>();
  volatile @Nullable RuntimeException failing;

  @Override
  public Map<RowKey, String> load() {
    return Map.copyOf(rows);
  }

  @Override
  public Future<Void> keep(List<Change> changes) {
    var failure = failing;
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    for (var change : changes) {
      var text = change.text();
      if (text == null) {
        rows.remove(change.key());
      } else {
        rows.put(change.key(), text.get());
      }
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  JsonObject job(String id) {
    return row(Kind.JOB, id);
  }

  JsonObject device(String jobId, String deviceId) {
    return row(Kind.JOB_DEVICE, jobId + "/" + deviceId);
  }

  private JsonObject row(Kind kind, String id) {
    var text = rows.get(new RowKey(kind, id));
    if (text == null) {
      throw new AssertionError("no row " + kind + " " + id);
    }
    return new JsonObject(text);
  }
}
