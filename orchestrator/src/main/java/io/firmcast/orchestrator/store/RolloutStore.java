// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rollouts, their decision logs and what follows from them. A future that succeeded means
 * durably written. Every future ends within a bounded time and fails with a {@link StoreException}
 * only; whether a write that failed was made is not known then.
 */
public interface RolloutStore {

  /**
   * Keeps a new rollout with the first lines of its log. False, and nothing is written, where the
   * id or the key is taken.
   *
   * @param once null where the caller gave no key
   */
  Future<Boolean> create(RolloutRow first, List<LogLine> lines, @Nullable Once once);

  Future<Optional<RolloutRow>> find(String id);

  /** What came with that Idempotency-Key first. */
  Future<Optional<Once>> findOnce(String key);

  /** The newest rollouts first, of one state or of all, from behind {@code after}. */
  Future<List<RolloutRow>> newest(@Nullable String state, Place after, int limit);

  /** The decision log, oldest first, from behind that number. */
  Future<List<LogLine>> log(String id, long afterSeq, int limit);

  /** Executions in the order of device ids, of one state or of all, from behind that device. */
  Future<List<ExecutionRow>> executions(
      String id, @Nullable String state, String afterDevice, int limit);

  Future<Optional<ExecutionRow>> execution(String id, String device);

  /** Devices that this rollout has not begun with and that an older one has not finished with. */
  Future<List<Rival>> rivals(String id, int limit);

  /** What is written down of an owner's step; false, and nothing is written, without the lease. */
  Future<Boolean> append(Lease lease, long lastSeq, Batch batch);

  /** Succeeds when the store answers. */
  Future<Void> check();
}
