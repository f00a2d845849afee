// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import io.firmcast.hub.HubCheck;
import io.firmcast.orchestrator.store.UpdateStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.function.Supplier;

/** Whether the orchestrator can do its work now: its store answers, and so does the hub. */
public final class Readiness {
  private static final long LONGEST_MILLIS = 5_000;

  private final HubCheck hub;
  private final Supplier<Future<UpdateStore>> store;

  Readiness(HubCheck hub, Supplier<Future<UpdateStore>> store) {
    this.hub = hub;
    this.store = store;
  }

  /** Adds the checks {@code hub} and {@code store}; each says why where it is down. */
  public void register(HealthChecks checks) {
    checks.register("hub", LONGEST_MILLIS, status -> status(hub.recent()).onComplete(status));
    checks.register(
        "store",
        LONGEST_MILLIS,
        status -> status(store.get().compose(UpdateStore::check)).onComplete(status));
  }

  private static Future<Status> status(Future<Void> check) {
    return check.transform(
        checked ->
            Future.succeededFuture(
                checked.succeeded()
                    ? Status.OK()
                    : Status.KO(new JsonObject().put("reason", checked.cause().getMessage()))));
  }
}
