// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.kit.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.healthchecks.HealthCheckHandler;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.Router;

/**
 * The management port of a process: {@code /health/live} is 200 while the event loop turns, {@code
 * /health/ready} is 200 when every check is up and 503, with the reason beside each check, when not.
 */
final class Management {
  private Management() {}

  static Future<HttpServer> listen(Vertx vertx, HealthChecks ready, String host, int port) {
    var router = Problems.on(Router.router(vertx));
    router.get("/health/live").handler(HealthCheckHandler.create(vertx));
    router.get("/health/ready").handler(HealthCheckHandler.createWithHealthChecks(ready));
    return vertx.createHttpServer().requestHandler(router).listen(port, host);
  }
}
