// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Update;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps updates. A future that succeeded means durably written. Every future ends within a bounded
 * time and fails with a {@link StoreException} only.
 */
public interface UpdateStore {

  /** False, and nothing is written, where the id or the idempotency key is taken. */
  Future<Boolean> insert(Update first);

  /**
   * Writes it over its previous revision. False, and nothing is written, where that is not the
   * stored one any more, or is over in another state or at another time: what is over never
   * reopens, but the device's answer may still come to it.
   */
  Future<Boolean> replace(Update next);

  /** Removes an intent of which nothing came, its key included; no matter if it is gone. */
  Future<Void> forget(Update update);

  /** The update of that id. */
  Future<Optional<Update>> find(UpdateId id);

  /** The update that was asked for under that key. */
  Future<Optional<Update>> findByKey(String idempotencyKey);

  /** Updates that are not over, in the order of their ids, from behind {@code after}. */
  Future<List<Update>> open(@Nullable UpdateId after, int limit);

  /** The newest updates first, of one device or of all, from behind {@code after}. */
  Future<List<Update>> newest(@Nullable DeviceId device, Place after, int limit);

  /** Succeeds when the store answers. */
  Future<Void> check();

  /** Lets go of connections. */
  Future<Void> close();
}
