// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.trigger;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.orchestrator.rollout.Asked;
import io.firmcast.orchestrator.rollout.Execution;
import io.firmcast.orchestrator.rollout.Update;
import io.firmcast.orchestrator.rollout.UpdateIds;
import io.firmcast.orchestrator.store.UpdateStore;
import io.vertx.core.Future;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request to update one device: keeps the intent, asks the device, keeps what came of it. A
 * request that came before is not asked twice, unless nobody knows what came of the first.
 */
public final class Trigger {
  /** An intent may vanish between two looks, when its device turns out to be offline. */
  private static final int ATTEMPTS = 3;

  private final UpdateStore store;
  private final Invocation invocation;
  private final SecondLook secondLook;
  private final UpdateIds ids;
  private final Clock clock;

  public Trigger(
      UpdateStore store, Invocation invocation, SecondLook secondLook, UpdateIds ids, Clock clock) {
    this.store = store;
    this.invocation = invocation;
    this.secondLook = secondLook;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Fails with a {@link io.firmcast.orchestrator.store.StoreException} only.
   *
   * @param idempotencyKey under which the caller may repeat the request; null for none
   */
  public Future<Outcome> ask(
      DeviceId device, FirmwareUpdate request, @Nullable String idempotencyKey) {
    var now = clock.instant();
    var given = request.updateId();
    var id = given == null ? ids.next(now) : given;
    return attempt(Update.intended(id, device, request, idempotencyKey, now), 1);
  }

  private Future<Outcome> attempt(Update intent, int number) {
    return store
        .insert(intent)
        .compose(fresh -> fresh ? invocation.send(intent) : afterTheFirst(intent, number));
  }

  private Future<Outcome> afterTheFirst(Update repeated, int number) {
    var key = repeated.idempotencyKey();
    if (key == null) {
      return byId(repeated, number);
    }
    return store
        .findByKey(key)
        .compose(
            found ->
                found.isPresent()
                    ? repeat(found.get(), repeated, Refusal.KEY_REUSED)
                    : byId(repeated, number));
  }

  private Future<Outcome> byId(Update repeated, int number) {
    return store
        .find(repeated.id())
        .compose(
            found -> {
              if (found.isPresent()) {
                return repeat(found.get(), repeated, Refusal.ID_REUSED);
              }
              return number < ATTEMPTS
                  ? attempt(repeated, number + 1)
                  : refused(Refusal.OVERLOADED, repeated);
            });
  }

  private Future<Outcome> repeat(Update first, Update repeated, Refusal otherwise) {
    if (!first.isAskedBy(repeated.device(), repeated.request())) {
      return Future.succeededFuture(new Outcome.Refused(otherwise, repeated, false, first.id()));
    }
    if (first.execution() instanceof Execution.Rejected) {
      return Future.succeededFuture(
          new Outcome.Refused(Refusal.UPDATE_REJECTED, first, true, null));
    }
    return first.execution() instanceof Asked.Unknown
        ? secondLook.at(first).compose(this::againIfStillUnknown)
        : Future.succeededFuture(new Outcome.Accepted(first));
  }

  private Future<Outcome> againIfStillUnknown(Update update) {
    return update.execution() instanceof Asked.Unknown
        ? invocation.sendAgain(update)
        : Future.succeededFuture(new Outcome.Accepted(update));
  }

  private static Future<Outcome> refused(Refusal why, Update update) {
    return Future.succeededFuture(new Outcome.Refused(why, update, false, null));
  }

  /** Reads the twin before anything is done about an update of which nobody knows. */
  @FunctionalInterface
  public interface SecondLook {
    /** The update as it is now known; unchanged where the twin could not be read. */
    Future<Update> at(Update unknown);
  }
}
