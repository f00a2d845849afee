// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Update;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes updates while others change them too: reads, lets the step decide, writes if nothing came
 * between, else decides anew from what came.
 */
public final class Ledger {
  private static final int ATTEMPTS = 5;

  private final UpdateStore store;

  public Ledger(UpdateStore store) {
    this.store = store;
  }

  /**
   * The update after the step, which gives back the same object to change nothing and may be asked
   * several times. Empty where there is no such update. Fails with a {@link StoreException}.
   */
  public Future<Optional<Update>> change(UpdateId id, UnaryOperator<Update> step) {
    return attempt(id, step, 1);
  }

  private Future<Optional<Update>> attempt(UpdateId id, UnaryOperator<Update> step, int number) {
    return store
        .find(id)
        .compose(
            found ->
                found.isEmpty() ? Future.succeededFuture(found) : write(found.get(), step, number));
  }

  private Future<Optional<Update>> write(Update before, UnaryOperator<Update> step, int number) {
    var after = step.apply(before);
    var reopens = before.isOver() && !after.execution().equals(before.execution());
    if (after.revision() == before.revision() || reopens) {
      return Future.succeededFuture(Optional.of(before));
    }
    return store
        .replace(after)
        .compose(
            written -> {
              if (written) {
                return Future.succeededFuture(Optional.of(after));
              }
              return number < ATTEMPTS
                  ? attempt(before.id(), step, number + 1)
                  : Future.failedFuture(
                      new StoreException(
                          "update " + before.id() + " changes too fast",
                          new IllegalStateException("lost the race " + ATTEMPTS + " times")));
            });
  }
}
