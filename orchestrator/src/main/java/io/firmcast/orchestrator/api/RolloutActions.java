// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.drive.Answer;
import io.firmcast.orchestrator.drive.Rollouts;
import io.firmcast.orchestrator.drive.Wish;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.store.Once;
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
  private static final int LARGEST_BODY = 64 * 1024;
  private static final long PATIENCE_MILLIS = 5_000;
  private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");
  private static final Set<String> KNOWN = Set.of("reason", "plan", "pace");

  private final Rollouts rollouts;
  private final RolloutStore store;
  private final RolloutJson records;

  RolloutActions(Rollouts rollouts, RolloutStore store, RolloutJson records) {
    this.rollouts = rollouts;
    this.store = store;
    this.records = records;
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
    return RolloutAnswer.found(store, id)
        .compose(row -> rollouts.want(id, wish, once))
        .compose(asked -> asked.isPresent() ? Future.succeededFuture(asked.get()) : repeated(once))
        .compose(number -> rollouts.answer(number, PATIENCE_MILLIS))
        .compose(
            answer ->
                answer.isPresent() ? answered(request, id, answer.get()) : accepted(request, id));
  }

  private Future<Void> answered(RoutingContext request, RolloutId id, Answer answer) {
    if (answer.isFulfilled()) {
      return accepted(request, id);
    }
    var code = answer.code() == null ? "" : answer.code();
    var status = code.equals("revision-changed") ? 412 : 409;
    return Future.failedFuture(new Problem(status, code, answer.detail() + "."));
  }

  /** Kept, and done or still to be done: as it is kept now. */
  private Future<Void> accepted(RoutingContext request, RolloutId id) {
    return RolloutAnswer.found(store, id)
        .compose(
            row -> {
              request.response().setStatusCode(202);
              return RolloutAnswer.send(request, row);
            });
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
        throw new BadMessage("/" + name, "is not known here: reason, plan, pace are");
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
