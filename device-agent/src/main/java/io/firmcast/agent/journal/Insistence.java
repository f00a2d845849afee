// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a disk that is full again and again, with a growing, random wait. There is no last try: in
 * the middle of an update, going on would be forgotten, and an end that is told but not written
 * down would turn into another one at the next start. On one context.
 */
public final class Insistence {
  private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Backoff backoff;
  private boolean stopped;

  public Insistence(Vertx vertx, RandomGenerator random) {
    this.vertx = vertx;
    this.backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY, random);
  }

  /** Succeeds when that has succeeded; fails only where it is stopped before. */
  public Future<Void> on(Supplier<Future<Void>> write) {
    Promise<Void> taken = Promise.promise();
    attempt(write, 0, taken);
    return taken.future();
  }

  /** What is not written yet stays so; the next start finds what was written last. */
  public void stop() {
    stopped = true;
  }

  /** No chain of futures: it would grow for as long as the disk is full. */
  private void attempt(Supplier<Future<Void>> write, int attempt, Promise<Void> taken) {
    write
        .get()
        .onComplete(
            done -> taken.complete(),
            full -> {
              if (stopped) {
                taken.fail(full);
                return;
              }
              if (attempt == 0) {
                LOG.atError()
                    .addKeyValue("reason", full.getMessage())
                    .log("the update waits until the disk takes what it must remember");
              }
              vertx.setTimer(
                  backoff.delayMillis(attempt), again -> attempt(write, attempt + 1, taken));
            });
  }
}
