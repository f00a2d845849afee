// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.drive.Rollouts;
import io.firmcast.orchestrator.forecast.Forecasts;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.RolloutView;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.firmcast.orchestrator.rollout.whatif.Assumptions;
import io.firmcast.orchestrator.rollout.whatif.Scene;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is to be expected of a rollout: of one that is kept, and of one that is not. */
final class RolloutForecasts {
  private static final String FIELD = "forecast";

  /** A million devices by name. */
  private static final int LARGEST_BODY = 32 * 1024 * 1024;

  private static final long FINDING_SECONDS = 20;
  private static final String UNNAMED = "dry-run";

  private final Vertx vertx;
  private final Rollouts rollouts;
  private final Forecasts forecasts;
  private final RolloutStore store;
  private final RolloutJson records;
  private final Clock clock;

  /** A plan that is not kept, and what has to be known to rehearse it. */
  private record Draft(RolloutView view, Scene scene) {}

  RolloutForecasts(
      Vertx vertx,
      Rollouts rollouts,
      Forecasts forecasts,
      RolloutStore store,
      RolloutJson records,
      Clock clock) {
    this.vertx = vertx;
    this.rollouts = rollouts;
    this.forecasts = forecasts;
    this.store = store;
    this.records = records;
    this.clock = clock;
  }

  void mount(Router router) {
    router
        .postWithRegex("/api/v1/rollouts:plan")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(Replies::insistOnJson)
        .handler(request -> Replies.answer(request, dryRun(request)));
    router
        .postWithRegex("/api/v1/rollouts/(?<rolloutId>[^/:]+):forecast")
        .handler(BodyHandler.create(false).setBodyLimit(RolloutActions.LARGEST_BODY))
        .handler(Replies::insistOnJson)
        .handler(request -> Replies.answer(request, forecast(request)));
    router
        .get("/api/v1/rollouts/:rolloutId/forecast")
        .handler(request -> Replies.answer(request, kept(request)));
  }

  /** What a request says about a forecast, with what it does not say. */
  Future<Assumptions> assumptions(JsonObject body) {
    var asked = body.getValue(FIELD);
    if (asked != null && !(asked instanceof JsonObject)) {
      throw new BadMessage("/" + FIELD, "must be an object");
    }
    return forecasts.assumptions(asked instanceof JsonObject given ? given : new JsonObject());
  }

  /** The forecast of a rollout that has a plan. */
  Future<JsonObject> forecast(RolloutId id, Assumptions assumed) {
    return forecasts.of(id, assumed).map(outlook -> outlook.toJson(records));
  }

  private Future<Void> forecast(RoutingContext request) {
    var id = RolloutRequest.id(request);
    var body = RolloutRequest.object(request.body().buffer());
    for (var name : body.fieldNames()) {
      if (!name.equals(FIELD)) {
        throw new BadMessage("/" + name, "is not known here: forecast is");
      }
    }
    return RolloutAnswer.found(store, id)
        .compose(
            row ->
                new JsonObject(row.summary()).containsKey("plan")
                    ? assumptions(body)
                    : Future.failedFuture(noPlan(id)))
        .compose(
            assumed ->
                assumed.isNone()
                    ? Future.failedFuture(new BadMessage("/forecast/runs", "must be 1 to 1000"))
                    : forecast(id, assumed))
        .compose(json -> Replies.send(request, json));
  }

  private Future<Void> kept(RoutingContext request) {
    var id = RolloutRequest.id(request);
    return RolloutAnswer.found(store, id)
        .compose(row -> forecasts.kept(row.id(), new JsonObject(row.summary())))
        .compose(
            found ->
                found.isPresent()
                    ? Replies.send(request, found.get())
                    : Future.failedFuture(
                        new Problem(
                            404,
                            "no-forecast",
                            "No forecast is kept of "
                                + id
                                + "; it is made when a rollout is started.")));
  }

  private Future<Void> dryRun(RoutingContext request) {
    var who = RolloutRequest.who(request);
    var body = RolloutRequest.object(request.body().buffer());
    var definition = body.copy();
    definition.remove(FIELD);
    var named = body.getValue("id") == null ? UNNAMED : null;
    return assumptions(body)
        .compose(
            assumed ->
                vertx
                    .executeBlocking(
                        () -> RolloutRequest.definition(records, definition.toBuffer(), named))
                    .compose(asked -> planned(asked, asked.by(who)))
                    .compose(draft -> answered(draft, assumed)))
        .compose(json -> Replies.send(request, json));
  }

  private Future<Draft> planned(RolloutRequest.Asked asked, By by) {
    return rollouts
        .dryRun(
            asked.id(),
            asked.definition(),
            by,
            rollout -> new Draft(rollout.view(), Forecasts.scene(rollout, clock.instant())))
        .timeout(FINDING_SECONDS, TimeUnit.SECONDS)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof TimeoutException ? notFoundInTime() : failure));
  }

  private Future<JsonObject> answered(Draft draft, Assumptions assumed) {
    if (draft.view().plan() == null) {
      return Future.failedFuture(
          new Problem(409, "too-many", "A rollout has at most " + Targets.MOST + " devices."));
    }
    var json = records.write(draft.view());
    return assumed.isNone()
        ? Future.succeededFuture(json)
        : forecasts
            .of(draft.scene(), assumed)
            .map(outlook -> json.put(FIELD, outlook.toJson(records)));
  }

  private static Problem noPlan(RolloutId id) {
    return new Problem(409, "no-plan", "The devices of " + id + " have not been found yet.");
  }

  private static Problem notFoundInTime() {
    return new Problem(
        503,
        "forecast-timeout",
        "The hub did not tell all devices within "
            + FINDING_SECONDS
            + " s; make the rollout, which waits for them.");
  }
}
