// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.update.Remembered;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A disk that outlives its device; it can be slow, or full. */
final class FakeMemory implements JobMemory {
  private final List<Promise<Void>> slow = new ArrayList<>();
  private volatile Optional<Remembered> kept = Optional.empty();
  volatile @Nullable Throwable failure;
  volatile boolean isSlow;
  private int refused;

  @Override
  public Future<Optional<Remembered>> recall() {
    return failure == null ? Future.succeededFuture(kept) : Future.failedFuture(failure);
  }

  @Override
  public synchronized Future<Void> remember(Remembered now) {
    if (failure != null) {
      refused++;
      return Future.failedFuture(failure);
    }
    if (!isSlow) {
      kept = Optional.of(now);
      return Future.succeededFuture();
    }
    Promise<Void> written = Promise.promise();
    slow.add(written);
    return written.future().onSuccess(done -> kept = Optional.of(now));
  }

  /** How many writes have been asked for while it was slow. */
  synchronized int waiting() {
    return slow.size();
  }

  /** How many writes it has not taken. */
  synchronized int refused() {
    return refused;
  }

  synchronized void write() {
    List.copyOf(slow).forEach(Promise::tryComplete);
  }

  Optional<Remembered> kept() {
    return kept;
  }
}
