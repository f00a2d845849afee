// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.store.StoreException;
import io.firmcast.orchestrator.store.UpdateStore;
import io.firmcast.orchestrator.trigger.Outcome;
import io.firmcast.orchestrator.trigger.Trigger;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asking for updates and looking them up. */
public final class UpdatesApi {
  private static final Logger LOG = LoggerFactory.getLogger(UpdatesApi.class);
  private static final int LARGEST_BODY = 64 * 1024;
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final String JSON = "application/json";

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
        .handler(UpdatesApi::insistOnJson)
        .handler(request -> answer(request, ask(request)));
    router.get("/api/v1/updates/:updateId").handler(request -> answer(request, show(request)));
    router.get("/api/v1/updates").handler(request -> answer(request, list(request)));
  }

  private Future<?> ask(RoutingContext request) {
    var device = new DeviceId(request.pathParam("deviceId"));
    var key = idempotencyKey(request);
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
    return send(request, UpdateJson.of(update));
  }

  private Future<?> show(RoutingContext request) {
    var id = new UpdateId(request.pathParam("updateId"));
    return store
        .find(id)
        .compose(
            found ->
                found.isPresent()
                    ? send(request, UpdateJson.of(found.get()))
                    : Future.failedFuture(
                        new Problem(404, "update-not-found", "There is no update " + id + ".")));
  }

  private Future<?> list(RoutingContext request) {
    var wanted = UpdateList.of(request.queryParams());
    return store
        .newest(wanted.device(), wanted.after(), wanted.pageSize() + 1)
        .compose(rows -> send(request, wanted.page(rows)));
  }

  private static Future<Void> send(RoutingContext request, JsonObject body) {
    return request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer());
  }

  private static void answer(RoutingContext request, Future<?> answering) {
    answering.onFailure(failure -> request.fail(asProblem(failure, request)));
  }

  private static Throwable asProblem(Throwable failure, RoutingContext request) {
    if (!(failure instanceof StoreException)) {
      return failure;
    }
    LOG.atError()
        .addKeyValue("path", request.normalizedPath())
        .addKeyValue("reason", failure.getMessage())
        .addKeyValue("cause", String.valueOf(failure.getCause()))
        .log("answered with 503: the store fails");
    request.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
    return new Problem(
        503,
        "store-unavailable",
        "The store does not answer. Repeat the request with the same Idempotency-Key or updateId.");
  }

  /** Also keeps out what a page of another origin may send without asking: forms and plain text. */
  private static void insistOnJson(RoutingContext request) {
    @Nullable String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
    var bare = type == null ? "" : type.split(";", 2)[0].trim();
    if (bare.equalsIgnoreCase(JSON)) {
      request.next();
    } else {
      request.fail(415);
    }
  }

  private static @Nullable String idempotencyKey(RoutingContext request) {
    @Nullable String key = request.request().getHeader("Idempotency-Key");
    if (key != null && !KEY.matcher(key).matches()) {
      throw new BadMessage("/Idempotency-Key", "must be 1 to 255 visible ASCII characters");
    }
    return key;
  }
}
