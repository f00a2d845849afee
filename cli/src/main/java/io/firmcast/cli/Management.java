// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.kit.Problems;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.function.Supplier;

/**
 * The management port of a process: {@code /health/live} is 200 while the event loop turns, {@code
 * /health/ready} is 200 when every check is up and 503, with the reason beside each check, when
 * not.
 */
final class Management {
  private Management() {}

  static void start(Lifetime process, HealthChecks ready, String host, int port) {
    start(process, ready, host, port, () -> "");
  }

  /** With {@code /metrics}, in Prometheus' text format. */
  static void start(
      Lifetime process, HealthChecks ready, String host, int port, Supplier<String> metrics) {
    var vertx = process.vertx();
    var router = Problems.on(Router.router(vertx));
    router.get("/health/live").handler(HealthCheckHandler.create(vertx));
    router.get("/health/ready").handler(HealthCheckHandler.createWithHealthChecks(ready));
    router
        .get("/metrics")
        .handler(
            asked ->
                asked
                    .response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(metrics.get()));
    var server = vertx.createHttpServer().requestHandler(router);
    Listening.started(process, server.listen(port, host), port, "--management-port");
  }
}
