// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one change writes and what follows once that is durable. */
final class Pen {

  private final Store store;
  private final List<Change> rows = new ArrayList<>();
  private final List<Runnable> consequences = new ArrayList<>();
  private Future<Void> done = Future.succeededFuture();

  Pen(Store store) {
    this.store = store;
  }

  void keep(Change... changes) {
    rows.addAll(List.of(changes));
  }

  void then(Runnable consequence) {
    consequences.add(consequence);
  }

  /**
   * Makes the change. The consequences are attached here, while the record is still locked:
   * attached any later, those of the next change of the same device could overtake them.
   */
  @Nullable Device write(Edit edit, @Nullable Device present) {
    var changed = edit.apply(present, this);
    done = store.keep(rows).compose(durable -> follow());
    return changed;
  }

  /** Completes once the change is durable and its consequences are under way. */
  Future<Void> done() {
    return done;
  }

  private Future<Void> follow() {
    consequences.forEach(Runnable::run);
    return Future.succeededFuture();
  }
}
