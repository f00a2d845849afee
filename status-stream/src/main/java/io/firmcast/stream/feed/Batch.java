// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.StatusChanged;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers what changes within a few milliseconds, so that many changes are few frames. The first
 * after a pause goes at once: whoever changes seldom waits for nothing. Confined to one context.
 */
final class Batch {
  private static final long GATHER_MILLIS = 10;

  private final Vertx vertx;
  private final Consumer<List<StatusChanged>> tell;
  private List<StatusChanged> waiting = new ArrayList<>();
  private boolean gathering;

  Batch(Vertx vertx, Consumer<List<StatusChanged>> tell) {
    this.vertx = vertx;
    this.tell = tell;
  }

  void add(List<StatusChanged> changes) {
    waiting.addAll(changes);
    if (!gathering) {
      flush();
      gather();
    }
  }

  /** Tells now what waits, in one. */
  void flush() {
    if (!waiting.isEmpty()) {
      var all = waiting;
      waiting = new ArrayList<>();
      tell.accept(all);
    }
  }

  private void gather() {
    gathering = true;
    vertx.setTimer(
        GATHER_MILLIS,
        over -> {
          gathering = !waiting.isEmpty();
          if (gathering) {
            gather();
          }
          flush();
        });
  }
}
