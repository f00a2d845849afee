// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.drive.Answer;
import io.firmcast.orchestrator.drive.Rollouts;
import io.firmcast.orchestrator.drive.Wish;
import io.firmcast.orchestrator.forecast.Forecasts;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.whatif.Assumptions;
import io.firmcast.orchestrator.store.Once;
import io.firmcast.orchestrator.store.RolloutRow;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What operators do to rollouts: {@code POST …/{id}:{action}}. */
final class RolloutActions {
  static final int LARGEST_BODY = 64 * 1024;
  private static final long PATIENCE_MILLIS = 5_000;
  private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");
  private static final Set<String> KNOWN = Set.of("reason", "plan", "pace", "forecast");

  private final Rollouts rollouts;
  private final RolloutStore store;
  private final RolloutJson records;
  private final Forecasts forecasts;
  private final RolloutForecasts planned;

  /**
   * @param planned adds the forecast to a plan
   */
  RolloutActions(
      Rollouts rollouts,
      RolloutStore store,
      RolloutJson records,
      Forecasts forecasts,
      RolloutForecasts planned) {
    this.rollouts = rollouts;
    this.store = store;
    this.records = records;
    this.forecasts = forecasts;
    this.planned = planned;
  }

  void mount(Router router) {
    for (var action : Wish.Action.values()) {
      router
          .postWithRegex("/api/v1/rollouts/(?<rolloutId>[^/:]+):" + action.word())
          .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
          .handler(Replies::insistOnJson)
          .handler(request -> Replies.answer(request, act(request, action)));
    }
  }

  private Future<Void> act(RoutingContext request, Wish.Action action) {
    var id = RolloutRequest.id(request);
    var body = RolloutRequest.object(request.body().buffer());
    var wish = wish(request, action, body);
    var once = once(request, action, id, body);
    return switch (action) {
      case PLAN ->
          planned
              .assumptions(body)
              .compose(
                  assumed ->
                      done(id, wish, once).compose(row -> forecast(request, id, row, assumed)));
      case START ->
          done(id, wish, once)
              .compose(
                  row -> {
                    // Whoever starts it does not wait; that it was not kept is logged.
                    forecasts.keep(id);
                    return accepted(request, RolloutAnswer.json(row), row);
                  });
      default ->
          done(id, wish, once).compose(row -> accepted(request, RolloutAnswer.json(row), row));
    };
  }

  /** The rollout as it is kept then; it may still be about to be done. */
  private Future<RolloutRow> done(RolloutId id, Wish wish, @Nullable Once once) {
    return RolloutAnswer.found(store, id)
        .compose(row -> rollouts.want(id, wish, once))
        .compose(asked -> asked.isPresent() ? Future.succeededFuture(asked.get()) : repeated(once))
        .compose(number -> rollouts.answer(number, PATIENCE_MILLIS))
        .compose(
            answer ->
                answer.isPresent() && !answer.get().isFulfilled()
                    ? refused(answer.get())
                    : RolloutAnswer.found(store, id));
  }

  private static Future<RolloutRow> refused(Answer answer) {
    var code = answer.code() == null ? "" : answer.code();
    var status = code.equals("revision-changed") ? 412 : 409;
    return Future.failedFuture(new Problem(status, code, answer.detail() + "."));
  }

  /** With its forecast, where the devices have been found by now. */
  private Future<Void> forecast(
      RoutingContext request, RolloutId id, RolloutRow row, Assumptions assumed) {
    var json = RolloutAnswer.json(row);
    return json.containsKey("plan") && !assumed.isNone()
        ? planned
            .forecast(id, assumed)
            .compose(forecast -> accepted(request, json.put("forecast", forecast), row))
        : accepted(request, json, row);
  }

  private static Future<Void> accepted(RoutingContext request, JsonObject json, RolloutRow row) {
    request.response().setStatusCode(202);
    return RolloutAnswer.send(request, json, row);
  }

  private Future<String> repeated(@Nullable Once once) {
    if (once == null) {
      return Future.failedFuture(RolloutAnswer.keyReused());
    }
    return store
        .findOnce(once.key())
        .compose(
            before -> {
              var first = before.orElse(once);
              var number = first.requestId();
              return number != null && first.requestHash().equals(once.requestHash())
                  ? Future.succeededFuture(number)
                  : Future.failedFuture(RolloutAnswer.keyReused());
            });
  }

  private Wish wish(RoutingContext request, Wish.Action action, JsonObject body) {
    for (var name : body.fieldNames()) {
      if (!KNOWN.contains(name)) {
        throw new BadMessage("/" + name, "is not known here: reason, plan, pace, forecast are");
      }
    }
    try {
      var plan = RolloutRequest.text(body, "plan");
      return new Wish(
          action,
          new By(RolloutRequest.who(request), RolloutRequest.text(body, "reason")),
          revision(request),
          plan == null ? null : new PlanHash(plan),
          body.getValue("pace") instanceof JsonObject pace
              ? records.read(RolloutPace.class, pace)
              : null);
    } catch (BadDefinition bad) {
      throw RolloutRequest.badRequest(bad);
    }
  }

  private static @Nullable Once once(
      RoutingContext request, Wish.Action action, RolloutId id, JsonObject body) {
    var key = Replies.idempotencyKey(request);
    return key == null
        ? null
        : new Once(
            key,
            RolloutRequest.hash(id + ":" + action.word() + body.encode()),
            id.value(),
            UUID.randomUUID().toString());
  }

  private static @Nullable Long revision(RoutingContext request) {
    @Nullable String etag = request.request().getHeader(HttpHeaders.IF_MATCH);
    if (etag == null || etag.equals("*")) {
      return null;
    }
    var matcher = ETAG.matcher(etag);
    if (!matcher.matches()) {
      throw new BadMessage("/If-Match", "must be the ETag of a rollout");
    }
    return Long.valueOf(matcher.group(1));
  }
}
