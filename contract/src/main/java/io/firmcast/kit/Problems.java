// SPDX-License-Identifier: Apache-2.0
package io.firmcast.kit;

import io.firmcast.contract.BadMessage;
import io.vertx.core.VertxException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever ended a request badly into a {@link Problem}: the one place where that is done.
 */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** Answers every failure on this router, its own 404, 405 and 413 included, as a problem. */
  public static Router on(Router router) {
    for (int status : new int[] {400, 404, 405, 413, 415, 500}) {
      router.errorHandler(status, Problems::answer);
    }
    router.route().failureHandler(Problems::answer);
    return router;
  }

  private static void answer(RoutingContext request) {
    if (request.response().ended() || request.response().closed()) {
      return;
    }
    problem(request)
        .send(request.response())
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("client left before its answer"));
  }

  private static Problem problem(RoutingContext request) {
    if (request.failure() instanceof VertxException && request.request().authority() == null) {
      // What the router throws for a Host header that is none: the caller's fault, not ours.
      return new Problem(400, "bad-request", "The Host header is missing or malformed.");
    }
    return of(request.failure(), request.statusCode());
  }

  private static Problem of(@Nullable Throwable failure, int status) {
    if (failure instanceof Problem problem) {
      return problem;
    }
    if (failure instanceof BadMessage bad) {
      return new Problem(400, "bad-request", bad.sentence()).with("pointer", bad.pointer());
    }
    if (failure instanceof HttpException http) {
      return ofStatus(http.getStatusCode());
    }
    if (failure != null) {
      LOG.atError().setCause(failure).log("request failed");
      return ofStatus(500);
    }
    return ofStatus(status);
  }

  private static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> new Problem(404, "not-found", "There is nothing at this address.");
      case 405 -> new Problem(405, "method-not-allowed", "This address takes another method.");
      case 413 -> new Problem(413, "body-too-large", "The body is larger than is allowed here.");
      case 415 -> new Problem(415, "unsupported-media-type", "Send application/json.");
      case 500 -> new Problem(500, "internal-error", "The service failed; its log says why.");
      default -> new Problem(status, "bad-request", "The request could not be understood.");
    };
  }
}
