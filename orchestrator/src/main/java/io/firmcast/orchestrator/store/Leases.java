// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who owns which rollout. As bounded and as failing as {@link RolloutStore}. */
public interface Leases {

  /** Shows that this owner lives, for all that it has. */
  Future<Void> beat(String owner);

  /** The leases of all rollouts that are open. */
  Future<List<Lease>> open();

  /**
   * Takes a rollout over, if its lease is still the one that was seen: the same owner, epoch and
   * beat. The new lease has an epoch above all others, and above the seconds of {@code now}, so
   * that devices obey it even after the store was lost.
   */
  Future<Optional<Lease>> take(Lease seen, String owner, Instant now);

  /** Lets go of everything, so that the next owner need not wait. */
  Future<Void> release(String owner);
}
