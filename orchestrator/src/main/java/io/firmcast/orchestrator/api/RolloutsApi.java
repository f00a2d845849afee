// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.drive.Rollouts;
import io.firmcast.orchestrator.forecast.Forecasts;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.store.Once;
import io.firmcast.orchestrator.store.Place;
import io.firmcast.orchestrator.store.RolloutRow;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Making rollouts and looking them up. */
public final class RolloutsApi {
  private static final String ALL = "/api/v1/rollouts";

  /** A million devices by name. */
  private static final int LARGEST_BODY = 32 * 1024 * 1024;

  private final Vertx vertx;
  private final Rollouts rollouts;
  private final RolloutStore store;
  private final RolloutJson records;
  private final RolloutActions actions;
  private final RolloutDevices devices;
  private final Forecasts forecasts;
  private final RolloutForecasts planned;

  public RolloutsApi(
      Vertx vertx,
      Rollouts rollouts,
      Forecasts forecasts,
      RolloutStore store,
      RolloutJson records,
      Clock clock) {
    this.vertx = vertx;
    this.rollouts = rollouts;
    this.store = store;
    this.records = records;
    this.forecasts = forecasts;
    this.planned = new RolloutForecasts(vertx, rollouts, forecasts, store, records, clock);
    this.actions = new RolloutActions(rollouts, store, records, forecasts, planned);
    this.devices = new RolloutDevices(rollouts, store, records);
  }

  /** Adds the routes; failures are left to the router's own handlers. */
  public void mount(Router router) {
    router
        .post(ALL)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(Replies::insistOnJson)
        .handler(request -> Replies.answer(request, create(request, null)));
    router
        .put(ALL + "/:rolloutId")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(Replies::insistOnJson)
        .handler(
            request -> Replies.answer(request, create(request, request.pathParam("rolloutId"))));
    router.get(ALL).handler(request -> Replies.answer(request, list(request)));
    planned.mount(router);
    actions.mount(router);
    devices.mount(router);
    router
        .get(ALL + "/:rolloutId/definition")
        .handler(request -> Replies.answer(request, definition(request)));
    router.get(ALL + "/:rolloutId").handler(request -> Replies.answer(request, show(request)));
  }

  private Future<Void> create(RoutingContext request, @Nullable String id) {
    var who = RolloutRequest.who(request);
    var key = Replies.idempotencyKey(request);
    var body = request.body().buffer();
    return vertx
        .executeBlocking(() -> RolloutRequest.definition(records, body, id))
        .compose(asked -> create(request, asked, who, key));
  }

  private Future<Void> create(
      RoutingContext request, RolloutRequest.Asked asked, String who, @Nullable String key) {
    var id = asked.id();
    var once = key == null ? null : new Once(key, asked.hash(), id.value(), null);
    return rollouts
        .create(id, asked.definition(), asked.by(who), once)
        .compose(
            fresh ->
                fresh ? created(request, id, 201) : existed(request, id, asked.definition(), once));
  }

  private Future<Void> created(RoutingContext request, RolloutId id, int status) {
    return found(id)
        .compose(
            row -> {
              request
                  .response()
                  .setStatusCode(status)
                  .putHeader(HttpHeaders.LOCATION, ALL + "/" + id);
              return RolloutAnswer.send(request, row);
            });
  }

  /** The same again is answered as the first time; anything else stands in the way. */
  private Future<Void> existed(
      RoutingContext request, RolloutId id, RolloutDefinition wanted, @Nullable Once once) {
    return earlier(once)
        .compose(
            before -> {
              if (before.isPresent() && once != null) {
                return before.get().requestHash().equals(once.requestHash())
                    ? created(request, new RolloutId(before.get().rolloutId()), 200)
                    : Future.failedFuture(RolloutAnswer.keyReused());
              }
              return definitionOf(id)
                  .compose(
                      known ->
                          known.equals(wanted)
                              ? created(request, id, 200)
                              : Future.failedFuture(
                                  new Problem(
                                      409,
                                      "rollout-exists",
                                      "There is another rollout " + id + "; take another id.")));
            });
  }

  private Future<Optional<Once>> earlier(@Nullable Once once) {
    return once == null ? Future.succeededFuture(Optional.empty()) : store.findOnce(once.key());
  }

  private Future<Void> list(RoutingContext request) {
    var page = RolloutPage.of(request.queryParams());
    return store
        .newest(page.filter(), place(page.after()), page.size() + 1)
        .compose(
            rows -> {
              var shown = rows.subList(0, Math.min(page.size(), rows.size()));
              var body =
                  new JsonObject()
                      .put(
                          "value", new JsonArray(shown.stream().map(RolloutAnswer::json).toList()));
              if (rows.size() > page.size()) {
                var last = shown.get(page.size() - 1);
                var token = new Place(last.createdAt().toEpochMilli(), last.id()).token();
                body.put("nextLink", page.next(ALL, token));
              }
              return Replies.send(request, body);
            });
  }

  private static Place place(@Nullable String token) {
    return token == null
        ? Place.TOP
        : Place.of(token).orElseThrow(() -> new BadMessage("/after", "must come from a nextLink"));
  }

  private Future<Void> show(RoutingContext request) {
    var id = RolloutRequest.id(request);
    @Nullable String at = request.queryParams().get("at");
    if (at == null) {
      return found(id).compose(row -> now(request, row));
    }
    var moment = moment(at);
    return found(id)
        .compose(row -> rollouts.seeAt(id, moment, Rollout::view))
        .compose(
            view ->
                view.events() == 0
                    ? Future.failedFuture(notYet(id, moment))
                    : Replies.send(request, records.write(view).put("at", moment.toString())));
  }

  /** With what was forecast when it was started. */
  private Future<Void> now(RoutingContext request, RolloutRow row) {
    var json = RolloutAnswer.json(row);
    return forecasts
        .kept(row.id(), json)
        .compose(
            kept -> {
              kept.ifPresent(forecast -> json.put("forecast", forecast));
              return RolloutAnswer.send(request, json, row);
            });
  }

  private static Problem notYet(RolloutId id, Instant moment) {
    return new Problem(
        404, "rollout-not-found", "There was no rollout " + id + " yet at " + moment + ".");
  }

  private static Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException notATime) {
      throw new BadMessage("/at", "must be an ISO-8601 UTC time");
    }
  }

  private Future<Void> definition(RoutingContext request) {
    var id = RolloutRequest.id(request);
    return found(id)
        .compose(row -> definitionOf(id))
        .compose(definition -> Replies.send(request, records.write(definition)));
  }

  private Future<RolloutDefinition> definitionOf(RolloutId id) {
    return store
        .log(id.value(), 0, 1)
        .compose(
            lines ->
                lines.isEmpty()
                    ? Future.failedFuture(RolloutAnswer.notFound(id))
                    : vertx.executeBlocking(
                        () ->
                            records.definition(
                                new JsonObject(lines.get(0).event()).getJsonObject("definition"))));
  }

  private Future<RolloutRow> found(RolloutId id) {
    return RolloutAnswer.found(store, id);
  }
}
