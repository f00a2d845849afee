// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.hub.HubException;
import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.forecast.ForecastException;
import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.store.StoreException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told where something below this API fails. */
final class FailureProblem {
  private static final Logger LOG = LoggerFactory.getLogger(FailureProblem.class);

  private FailureProblem() {}

  /** The problem, with the headers that go with it; any other failure as it is. */
  static Throwable of(Throwable failure, RoutingContext request) {
    if (failure instanceof StoreException) {
      LOG.atError()
          .addKeyValue("path", request.normalizedPath())
          .addKeyValue("reason", failure.getMessage())
          .addKeyValue("cause", String.valueOf(failure.getCause()))
          .log("answered with 503: the store fails");
      return later(
          request,
          "store-unavailable",
          "The store does not answer. Repeat the request with the same Idempotency-Key or"
              + " updateId.");
    }
    if (failure instanceof BadDefinition bad) {
      return RolloutRequest.badRequest(bad);
    }
    if (failure instanceof HubException hub) {
      return of(hub, request);
    }
    return failure instanceof ForecastException forecast ? of(forecast, request) : failure;
  }

  private static Problem of(ForecastException forecast, RoutingContext request) {
    return switch (forecast.reason()) {
      case BUSY -> later(request, "overloaded", "Too many forecasts are being made; ask again.");
      case ENDING -> later(request, "overloaded", "The orchestrator is stopping; ask again.");
      case TOO_LONG ->
          new Problem(
              503,
              "forecast-timeout",
              "There is no forecast: %s. Ask for fewer runs, or for 0 to do without."
                  .formatted(forecast.getMessage()));
    };
  }

  private static Problem of(HubException hub, RoutingContext request) {
    return switch (hub.reason()) {
      case OVERLOADED -> later(request, "overloaded", "Too much is under way here; ask again.");
      case BAD_REQUEST ->
          new Problem(
              409,
              "condition-refused",
              "The hub refuses the query for the devices; check the target's condition.");
      default -> later(request, "hub-unavailable", "The hub does not answer now; ask again.");
    };
  }

  private static Problem later(RoutingContext request, String code, String detail) {
    request.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
    return new Problem(503, code, detail);
  }
}
