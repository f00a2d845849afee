// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.store.UpdateStore;
import io.firmcast.orchestrator.trigger.Outcome;
import io.firmcast.orchestrator.trigger.Trigger;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Asking for updates and looking them up. */
public final class UpdatesApi {
  private static final int LARGEST_BODY = 64 * 1024;

  private final Trigger trigger;
  private final UpdateStore store;

  public UpdatesApi(Trigger trigger, UpdateStore store) {
    this.trigger = trigger;
    this.store = store;
  }

  /** Adds the routes; failures are left to the router's own handlers. */
  public void mount(Router router) {
    router
        .post("/api/v1/devices/:deviceId/firmware-update")
        // Refuses by Content-Length where there is one, else as soon as too much has come.
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(Replies::insistOnJson)
        .handler(request -> Replies.answer(request, ask(request)));
    router
        .get("/api/v1/updates/:updateId")
        .handler(request -> Replies.answer(request, show(request)));
    router.get("/api/v1/updates").handler(request -> Replies.answer(request, list(request)));
  }

  private Future<?> ask(RoutingContext request) {
    var device = new DeviceId(request.pathParam("deviceId"));
    var key = Replies.idempotencyKey(request);
    var update = UpdateRequest.of(request.body().buffer());
    return trigger.ask(device, update, key).compose(outcome -> answer(request, outcome));
  }

  private static Future<Void> answer(RoutingContext request, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return Future.failedFuture(RefusalProblem.of(refused, request.response()));
    }
    var update = ((Outcome.Accepted) outcome).update();
    request
        .response()
        .setStatusCode(202)
        .putHeader("Operation-Location", UpdateJson.address(update.id()));
    return Replies.send(request, UpdateJson.of(update));
  }

  private Future<?> show(RoutingContext request) {
    var id = new UpdateId(request.pathParam("updateId"));
    return store
        .find(id)
        .compose(
            found ->
                found.isPresent()
                    ? Replies.send(request, UpdateJson.of(found.get()))
                    : Future.failedFuture(
                        new Problem(404, "update-not-found", "There is no update " + id + ".")));
  }

  private Future<?> list(RoutingContext request) {
    var wanted = UpdateList.of(request.queryParams());
    return store
        .newest(wanted.device(), wanted.after(), wanted.pageSize() + 1)
        .compose(rows -> Replies.send(request, wanted.page(rows)));
  }
}
