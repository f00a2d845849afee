// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.trigger;

import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

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
      Vertx vertx,
      Hub hub,
      UpdateStore store,
      Ledger ledger,
      Clock clock,
      Duration responseTimeout) {
    this.vertx = vertx;
    this.hub = hub;
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
    this.responseTimeout = responseTimeout;
  }

  /** For the first time: where the device was not reached, the intent is taken back. */
  Future<Outcome> send(Update intent) {
    return ask(intent, this::takeBack);
  }

  /** Once more: it may have run the first time, so whatever happens now it is not taken back. */
  Future<Outcome> sendAgain(Update unknown) {
    return keep(unknown, this::triggering)
        .compose(
            known ->
                known.execution() instanceof Asked.Triggering
                    ? ask(known, this::leaveOpen)
                    // Its twin, or another try, told what came of it in the meantime.
                    : Future.succeededFuture(outcome(known)));
  }

  private Future<Outcome> ask(Update update, Unasked unasked) {
    return call(update)
        .transform(
            called ->
                called.succeeded()
                    ? answered(update, called.result(), unasked)
                    : notAnswered(update, called.cause(), unasked));
  }

  private Future<MethodAnswer> call(Update update) {
    UpdateStarted.TOPIC.publish(vertx, new UpdateStarted(update.device(), update.id()));
    var payload = update.command().toJson();
    return hub.invoke(
        update.device(),
        new DirectMethod(FirmwareUpdate.METHOD, payload, Duration.ZERO, responseTimeout));
  }

  private Future<Outcome> answered(Update update, MethodAnswer answer, Unasked unasked) {
    var read = FirmwareAnswer.fromJson(answer.status(), answer.payload());
    if (answer.status() == FirmwareAnswer.CONFLICT) {
      return unasked.because(update, Refusal.UPDATE_IN_PROGRESS, read.updateId());
    }
    var payload = answer.payload();
    var said = new DeviceAnswer(answer.status(), payload == null ? null : Json.encode(payload));
    return keep(update, kept -> kept.answered(said, read, clock.instant()))
        .map(Invocation::outcome);
  }

  private static Outcome outcome(Update kept) {
    return kept.execution() instanceof Execution.Rejected
        ? new Outcome.Refused(Refusal.UPDATE_REJECTED, kept, true, null)
        : new Outcome.Accepted(kept);
  }

  private Future<Outcome> notAnswered(Update update, Throwable cause, Unasked unasked) {
    if (!(cause instanceof HubException failure)) {
      return Future.failedFuture(cause);
    }
    log(update, failure);
    return switch (failure.reason()) {
      case DEVICE_TIMEOUT -> lose(update, "device-timeout", Refusal.DEVICE_TIMEOUT);
      case UNAVAILABLE -> lose(update, "hub-unavailable", Refusal.HUB_UNAVAILABLE);
      case DEVICE_NOT_FOUND -> unasked.because(update, Refusal.DEVICE_NOT_FOUND, null);
      case DEVICE_OFFLINE -> unasked.because(update, Refusal.DEVICE_OFFLINE, null);
      case THROTTLED -> unasked.because(update, Refusal.HUB_THROTTLED, null);
      case UNAUTHORIZED -> unasked.because(update, Refusal.HUB_UNAUTHORIZED, null);
      case BAD_REQUEST, CONFLICT -> unasked.because(update, Refusal.HUB_REFUSED, null);
      case OVERLOADED -> unasked.because(update, Refusal.OVERLOADED, null);
    };
  }

  private static void log(Update update, HubException failure) {
    var aPersonMustAct = failure.reason() == HubException.Reason.UNAUTHORIZED;
    LOG.atLevel(aPersonMustAct ? Level.ERROR : Level.INFO)
        .addKeyValue("deviceId", update.device())
        .addKeyValue("updateId", update.id())
        .addKeyValue("reason", failure.reason())
        .addKeyValue("cause", failure.getMessage())
        .log(
            aPersonMustAct
                ? "device not asked: the hub refuses our credentials, a person must act"
                : "device not asked, or its answer is not known");
  }

  private Future<Outcome> takeBack(Update intent, Refusal why, @Nullable UpdateId other) {
    return store.forget(intent).map(forgotten -> new Outcome.Refused(why, intent, false, other));
  }

  /** The device may have been at it the first time; that it is busy now says nothing of that. */
  private Future<Outcome> leaveOpen(Update update, Refusal why, @Nullable UpdateId other) {
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
    Future<Outcome> because(Update update, Refusal why, @Nullable UpdateId other);
  }
}
