// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.forecast;

import io.firmcast.orchestrator.forecast.ForecastException.Reason;
import io.firmcast.orchestrator.rollout.whatif.Assumptions;
import io.firmcast.orchestrator.rollout.whatif.Forecast;
import io.firmcast.orchestrator.rollout.whatif.Scene;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Rehearses on a thread of its own, one rollout at a time: neither an event loop nor a rollout that
 * runs ever waits for it. Futures fail with a {@link ForecastException} only.
 */
public final class Rehearsals {
  private static final int WAITING = 8;

  private final WorkerExecutor thread;
  private final Duration limit;
  private final LongSupplier nanoTime;
  private final AtomicInteger wanted = new AtomicInteger();
  private volatile Future<?> last = Future.succeededFuture();
  private volatile boolean closed;

  /**
   * @param limit from when one is asked for to its end
   * @param nanoTime monotonic
   */
  public Rehearsals(Vertx vertx, Duration limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
    // It ends by itself; only what does not is worth a warning.
    thread =
        vertx.createSharedWorkerExecutor(
            "firmcast-rehearsals", 1, limit.toMillis() + 5_000, TimeUnit.MILLISECONDS);
  }

  /**
   * A forecast.
   *
   * @param assumed with a number of runs, 1 or more
   */
  Future<Forecast> rehearse(Scene scene, Assumptions assumed) {
    var runs = assumed.runs() == null ? 1 : assumed.runs();
    if (wanted.incrementAndGet() > WAITING) {
      wanted.decrementAndGet();
      return Future.failedFuture(
          new ForecastException(Reason.BUSY, "too many forecasts are being made"));
    }
    var deadline = nanoTime.getAsLong() + limit.toNanos();
    BooleanSupplier stop = () -> closed || nanoTime.getAsLong() - deadline > 0;
    var tier = assumed.hub().allows();
    var seed = assumed.seed();
    var forecast =
        thread
            .executeBlocking(
                () -> Forecast.of(scene, tier, assumed.devices(), runs, seed, stop), true)
            .recover(failure -> Future.failedFuture(translated(failure, scene)))
            .onComplete(ended -> wanted.decrementAndGet());
    last = forecast;
    return forecast;
  }

  /** Stops what is under way, and whoever waits hears of it. */
  public Future<Void> close() {
    closed = true;
    return last.<Void>mapEmpty().otherwiseEmpty().eventually(thread::close);
  }

  private Throwable translated(Throwable failure, Scene scene) {
    if (closed) {
      return new ForecastException(Reason.ENDING, "the orchestrator is stopping");
    }
    return failure instanceof CancellationException
        ? new ForecastException(
            Reason.TOO_LONG,
            "a forecast for %d devices takes longer than %d s"
                .formatted(scene.devices().size(), limit.toSeconds()))
        : failure;
  }
}
