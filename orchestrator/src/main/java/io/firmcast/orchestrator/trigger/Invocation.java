// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.trigger;

import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.Hub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.orchestrator.rollout.Asked;
import io.firmcast.orchestrator.rollout.DeviceAnswer;
import io.firmcast.orchestrator.rollout.Execution;
import io.firmcast.orchestrator.rollout.Update;
import io.firmcast.orchestrator.store.Ledger;
import io.firmcast.orchestrator.store.UpdateStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the method of a device whose intent is kept, and keeps what came of it. */
public final class Invocation {
  private static final Logger LOG = LoggerFactory.getLogger(Invocation.class);

  private final Vertx vertx;
  private final Hub hub;
  private final UpdateStore store;
  private final Ledger ledger;
  private final Clock clock;
  private final Duration responseTimeout;

  /**
   * @param responseTimeout how long the hub waits for the device, 5 to 300 s
   */
  public Invocation(
      Vertx vertx, Hub hub, UpdateStore store, Clock clock, Duration responseTimeout) {
    this.vertx = vertx;
    this.hub = hub;
    this.store = store;
    this.ledger = new Ledger(store);
    this.clock = clock;
    this.responseTimeout = responseTimeout;
  }

  /** For the first time: where the device was not reached, the intent is taken back. */
  Future<Outcome> send(Update intent) {
    return call(intent)
        .transform(
            called ->
                called.succeeded()
                    ? answered(intent, called.result())
                    : notAnswered(intent, called.cause(), this::takeBack));
  }

  /** Once more: it may have run the first time, so whatever happens now it is not taken back. */
  Future<Outcome> sendAgain(Update unknown) {
    return ledger
        .change(unknown.id(), this::triggering)
        .compose(known -> call(unknown))
        .transform(
            called ->
                called.succeeded()
                    ? answered(unknown, called.result())
                    : notAnswered(unknown, called.cause(), this::leaveOpen));
  }

  private Future<MethodAnswer> call(Update update) {
    UpdateStarted.TOPIC.publish(vertx, new UpdateStarted(update.device(), update.id()));
    var payload = update.command().toJson();
    return hub.invoke(
        update.device(),
        new DirectMethod(FirmwareUpdate.METHOD, payload, Duration.ZERO, responseTimeout));
  }

  private Future<Outcome> answered(Update update, MethodAnswer answer) {
    var read = FirmwareAnswer.fromJson(answer.status(), answer.payload());
    if (answer.status() == FirmwareAnswer.CONFLICT) {
      return store
          .forget(update)
          .map(
              forgotten ->
                  new Outcome.Refused(Refusal.UPDATE_IN_PROGRESS, update, false, read.updateId()));
    }
    var payload = answer.payload();
    var said = new DeviceAnswer(answer.status(), payload == null ? null : Json.encode(payload));
    return keep(update, kept -> kept.answered(said, read, clock.instant()))
        .map(
            kept ->
                kept.execution() instanceof Execution.Rejected
                    ? new Outcome.Refused(Refusal.UPDATE_REJECTED, kept, true, null)
                    : new Outcome.Accepted(kept));
  }

  private Future<Outcome> notAnswered(Update update, Throwable cause, Unasked unasked) {
    if (!(cause instanceof HubException failure)) {
      return Future.failedFuture(cause);
    }
    LOG.atInfo()
        .addKeyValue("deviceId", update.device())
        .addKeyValue("updateId", update.id())
        .addKeyValue("reason", failure.reason())
        .log("device not asked, or its answer is not known");
    return switch (failure.reason()) {
      case DEVICE_TIMEOUT -> lose(update, "device-timeout", Refusal.DEVICE_TIMEOUT);
      case UNAVAILABLE -> lose(update, "hub-unavailable", Refusal.HUB_UNAVAILABLE);
      case DEVICE_NOT_FOUND -> unasked.because(update, Refusal.DEVICE_NOT_FOUND);
      case DEVICE_OFFLINE -> unasked.because(update, Refusal.DEVICE_OFFLINE);
      case THROTTLED -> unasked.because(update, Refusal.HUB_THROTTLED);
      case UNAUTHORIZED -> unasked.because(update, Refusal.HUB_UNAUTHORIZED);
      case BAD_REQUEST -> unasked.because(update, Refusal.HUB_REFUSED);
      case OVERLOADED -> unasked.because(update, Refusal.OVERLOADED);
    };
  }

  private Future<Outcome> takeBack(Update intent, Refusal why) {
    return store.forget(intent).map(forgotten -> new Outcome.Refused(why, intent, false, null));
  }

  private Future<Outcome> leaveOpen(Update update, Refusal why) {
    return lose(update, "asked-again-in-vain", why);
  }

  private Future<Outcome> lose(Update update, String reason, Refusal why) {
    return keep(
            update,
            kept ->
                kept.execution() instanceof Asked.Triggering triggering
                    ? kept.with(triggering.lose(reason), clock.instant())
                    : kept)
        .map(
            kept ->
                kept.execution() instanceof Asked.Unknown
                    ? new Outcome.Refused(why, kept, true, null)
                    // The device showed that it is at it before its answer was missed.
                    : new Outcome.Accepted(kept));
  }

  private Update triggering(Update update) {
    return update.execution() instanceof Asked.Unknown unknown
        ? update.with(unknown.triggerAgain(), clock.instant())
        : update;
  }

  private Future<Update> keep(Update update, UnaryOperator<Update> step) {
    return ledger.change(update.id(), step).map(kept -> kept.orElse(update));
  }

  /** What becomes of an update whose device was not asked this time. */
  @FunctionalInterface
  private interface Unasked {
    Future<Outcome> because(Update update, Refusal why);
  }
}
