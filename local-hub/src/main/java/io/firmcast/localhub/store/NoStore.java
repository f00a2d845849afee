// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.store;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

final class NoStore implements Store {

  @Override
  public Map<RowKey, String> load() {
    return Map.of();
  }

  @Override
  public Future<Void> keep(List<Change> changes) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
