// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.Hub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.QueryPage;
import io.firmcast.hub.Twin;
import io.firmcast.kit.Backoff;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hub that is asked no faster than a budget permits. Where it asks to slow down nevertheless,
 * nothing of that class begins for a while and the call is made again, which is safe: what was
 * throttled was not done. A call that waits for its turn is not timed; it was not begun.
 */
public final class QuotaHub implements Hub {
  private static final int RETRIES = 6;

  private final Vertx vertx;
  private final Hub hub;
  private final HubQuota quota;
  private final Urgency urgency;
  private final Backoff backoff;
  private final BooleanSupplier mayBegin;

  /**
   * @param urgency of whatever is asked through this
   */
  public QuotaHub(Vertx vertx, Hub hub, HubQuota quota, Urgency urgency, RandomGenerator random) {
    this(
        vertx,
        hub,
        quota,
        urgency,
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), random),
        () -> true);
  }

  private QuotaHub(
      Vertx vertx,
      Hub hub,
      HubQuota quota,
      Urgency urgency,
      Backoff backoff,
      BooleanSupplier mayBegin) {
    this.vertx = vertx;
    this.hub = hub;
    this.quota = quota;
    this.urgency = urgency;
    this.backoff = backoff;
    this.mayBegin = mayBegin;
  }

  /** The same hub and budget, for calls of another urgency. */
  public QuotaHub with(Urgency other) {
    return new QuotaHub(vertx, hub, quota, other, backoff, mayBegin);
  }

  /**
   * The same hub and budget, for a caller whose right to call may end while a call waits for its
   * turn or to be repeated: then it fails with {@link HubException.Reason#OVERLOADED} instead.
   *
   * @param mayBegin asked at the last moment, on the caller's context
   */
  public QuotaHub onlyWhile(BooleanSupplier mayBegin) {
    return new QuotaHub(vertx, hub, quota, urgency, backoff, mayBegin);
  }

  @Override
  public Future<MethodAnswer> invoke(DeviceId device, DirectMethod method) {
    return inTurn(HubOperation.METHOD, () -> hub.invoke(device, method), 0);
  }

  @Override
  public Future<Twin> twin(DeviceId device) {
    return inTurn(HubOperation.TWIN_READ, () -> hub.twin(device), 0);
  }

  @Override
  public Future<Void> desire(DeviceId device, JsonObject patch) {
    return inTurn(HubOperation.TWIN_UPDATE, () -> hub.desire(device, patch), 0);
  }

  @Override
  public Future<QueryPage> query(String sql, int pageSize, @Nullable String continuation) {
    return inTurn(HubOperation.QUERY, () -> hub.query(sql, pageSize, continuation), 0);
  }

  /** The hub behind stays its owner's. */
  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  private <T> Future<T> inTurn(HubOperation operation, Supplier<Future<T>> call, int attempt) {
    var turn = quota.turn(operation, urgency);
    var begun = turn.succeeded() ? begin(call) : here(turn).compose(mine -> begin(call));
    return begun.recover(failure -> again(operation, call, attempt, failure));
  }

  private <T> Future<T> begin(Supplier<Future<T>> call) {
    return mayBegin.getAsBoolean()
        ? call.get()
        : Future.failedFuture(
            new HubException(
                HubException.Reason.OVERLOADED, "not sent: its caller may not send any more"));
  }

  private <T> Future<T> again(
      HubOperation operation, Supplier<Future<T>> call, int attempt, Throwable failure) {
    if (!(failure instanceof HubException refused)
        || refused.reason() != HubException.Reason.THROTTLED) {
      return Future.failedFuture(failure);
    }
    var pause = backoff.delayMillis(attempt);
    quota.throttled(operation, Duration.ofMillis(pause));
    return attempt < RETRIES
        ? vertx
            .timer(pause, TimeUnit.MILLISECONDS)
            .compose(paused -> inTurn(operation, call, attempt + 1))
        : Future.failedFuture(failure);
  }

  /** Turns are given on any thread; the call is to be made, and to end, on the caller's context. */
  private Future<Void> here(Future<Void> turn) {
    Context context = vertx.getOrCreateContext();
    Promise<Void> promise = Promise.promise();
    turn.onSuccess(given -> context.runOnContext(now -> promise.complete()));
    turn.onFailure(refusal -> context.runOnContext(now -> promise.fail(refusal)));
    return promise.future();
  }
}
