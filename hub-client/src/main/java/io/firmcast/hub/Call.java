// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call that waits for a thread: it is either run or withdrawn, never both. */
final class Call<T> implements Runnable {
  private final Callable<T> blocking;
  private final CompletableFuture<T> done;
  private final AtomicBoolean taken = new AtomicBoolean();

  Call(Callable<T> blocking, CompletableFuture<T> done) {
    this.blocking = blocking;
    this.done = done;
  }

  /**
   * Whether it was still waiting and will now never run: a method must not reach a device after its
   * caller was told that it did not.
   */
  boolean withdraw() {
    return taken.compareAndSet(false, true);
  }

  @Override
  public void run() {
    if (!taken.compareAndSet(false, true)) {
      return;
    }
    try {
      done.complete(blocking.call());
    } catch (Throwable failure) {
      // Errors too: a reader of JSON that runs out of stack must not leave its caller waiting.
      done.completeExceptionally(failure);
    }
  }
}
