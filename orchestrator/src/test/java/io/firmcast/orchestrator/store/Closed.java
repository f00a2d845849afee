// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Update;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that is down. */
public final class Closed implements UpdateStore {
  @Override
  public Future<Boolean> insert(Update first) {
    return down();
  }

  @Override
  public Future<Boolean> replace(Update next) {
    return down();
  }

  @Override
  public Future<Void> forget(Update update) {
    return down();
  }

  @Override
  public Future<Optional<Update>> find(UpdateId id) {
    return down();
  }

  @Override
  public Future<Optional<Update>> findByKey(String idempotencyKey) {
    return down();
  }

  @Override
  public Future<List<Update>> open(@Nullable UpdateId after, int limit) {
    return down();
  }

  @Override
  public Future<List<Update>> newest(@Nullable DeviceId device, Place after, int limit) {
    return down();
  }

  @Override
  public Future<Void> check() {
    return down();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  private static <T> Future<T> down() {
    return Future.failedFuture(
        new StoreException("the store did not answer", new IllegalStateException("down")));
  }
}
