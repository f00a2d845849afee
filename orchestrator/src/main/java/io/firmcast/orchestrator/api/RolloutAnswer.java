// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.store.RolloutRow;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A rollout as callers see it: what was kept of it last, and when that was. */
final class RolloutAnswer {
  private RolloutAnswer() {}

  static JsonObject json(RolloutRow row) {
    return new JsonObject(row.summary())
        .put("revision", row.revision())
        .put("createdAt", row.createdAt().toString())
        .put("updatedAt", row.updatedAt().toString())
        .mergeIn(ended(row.endedAt()));
  }

  private static JsonObject ended(@Nullable Instant at) {
    return at == null ? new JsonObject() : new JsonObject().put("endedAt", at.toString());
  }

  static Future<Void> send(RoutingContext request, RolloutRow row) {
    return send(request, json(row), row);
  }

  /** With more beside it than is kept in the row. */
  static Future<Void> send(RoutingContext request, JsonObject json, RolloutRow row) {
    request.response().putHeader(HttpHeaders.ETAG, "\"" + row.revision() + "\"");
    return Replies.send(request, json);
  }

  static Future<RolloutRow> found(RolloutStore store, RolloutId id) {
    return store
        .find(id.value())
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(found.get())
                    : Future.failedFuture(notFound(id)));
  }

  static Problem notFound(RolloutId id) {
    return new Problem(404, "rollout-not-found", "There is no rollout " + id + ".");
  }

  static Problem keyReused() {
    return new Problem(
        409,
        "idempotency-key-reused",
        "This Idempotency-Key came before with another request; use a new one.");
  }
}
