// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.tier.Operation;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one running job: at the rate of the tier, a bounded number of devices at once, until
 * all are done or the time is up. Its state is confined to one context.
 */
final class JobCrew {

  private static final Logger LOG = LoggerFactory.getLogger(JobCrew.class);
  static final int AT_ONCE = 64;
  private static final long RETRY_MILLIS = 500;

  private final JobRecord record;
  private final Function<String, Future<@Nullable JsonObject>> work;
  private final boolean repeatable;
  private final Throttles throttles;
  private final Vertx vertx;
  private final Context context;
  private final Clock clock;
  private final RandomGenerator random;
  private final Queue<String> todo = new ArrayDeque<>();
  private final Promise<Void> finished = Promise.promise();
  private int busy;
  private boolean asking;
  private boolean over;
  private long timer;

  JobCrew(
      JobRecord record,
      Function<String, Future<@Nullable JsonObject>> work,
      boolean repeatable,
      Throttles throttles,
      Vertx vertx,
      Clock clock,
      RandomGenerator random) {
    this.record = record;
    this.work = work;
    this.repeatable = repeatable;
    this.throttles = throttles;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.clock = clock;
    this.random = random;
  }

  /** Works on these devices; completes when the job is over, or never if it is stopped. */
  Future<Void> run(List<String> deviceIds) {
    context.runOnContext(turn -> begin(deviceIds));
    return finished.future();
  }

  void stop() {
    context.runOnContext(turn -> leave());
  }

  private void begin(List<String> deviceIds) {
    if (over) {
      return;
    }
    todo.addAll(deviceIds);
    var left = Duration.between(clock.instant(), record.job().deadline()).toMillis();
    timer = vertx.setTimer(Math.max(1, left), id -> timeIsUp());
    next();
  }

  private void next() {
    if (over || asking || busy >= AT_ONCE) {
      return;
    }
    if (!todo.isEmpty()) {
      asking = true;
      // One at a time: a job must not fill the queue in which other jobs wait for the same rate.
      throttles.admit(Operation.JOB_DEVICE).onComplete(here(this::answered));
    } else if (busy == 0) {
      end(new HubFailure(Code.SERVER_ERROR, "Not done"));
    }
  }

  private void answered(AsyncResult<Void> admitted) {
    asking = false;
    if (over) {
      return;
    }
    if (admitted.failed()) {
      refused(HubFailure.of(admitted.cause()));
      return;
    }
    busy++;
    one(todo.remove()).onComplete(here(this::oneDone));
    next();
  }

  /** Too fast for the tier: again a little later. Anything else will not pass. */
  private void refused(HubFailure cause) {
    if (cause.code().status() != 429) {
      end(cause);
      return;
    }
    asking = true;
    var pause = RETRY_MILLIS + random.nextLong(RETRY_MILLIS);
    vertx.setTimer(
        pause,
        id -> {
          asking = false;
          next();
        });
  }

  private Future<Void> one(String deviceId) {
    // What must not be done twice is noted before it is done.
    var noted = record.change(deviceId, device -> device.begin(clock.instant()));
    return (repeatable ? Future.<Void>succeededFuture() : noted)
        .compose(begun -> work.apply(deviceId))
        .transform(
            result ->
                record.change(
                    deviceId,
                    device ->
                        result.succeeded()
                            ? device.complete(clock.instant(), result.result())
                            : device.fail(clock.instant(), HubFailure.of(result.cause()))));
  }

  private void oneDone(AsyncResult<Void> kept) {
    if (kept.failed()) {
      LOG.atWarn().addKeyValue("jobId", record.job().id()).log("could not keep a device's result");
    }
    busy--;
    next();
  }

  private void timeIsUp() {
    end(new HubFailure(Code.GATEWAY_TIMEOUT, "The maximum execution time of the job has passed"));
  }

  private void end(HubFailure forTheRest) {
    if (!over) {
      leave();
      record.finish(clock.instant(), forTheRest).<Void>mapEmpty().onComplete(finished);
    }
  }

  private void leave() {
    over = true;
    todo.clear();
    vertx.cancelTimer(timer);
  }

  /**
   * Always by a turn of its own: a chain of devices that are done at once must not grow a stack.
   */
  private <T> Handler<AsyncResult<T>> here(Handler<AsyncResult<T>> step) {
    return result -> context.runOnContext(turn -> step.handle(result));
  }
}
