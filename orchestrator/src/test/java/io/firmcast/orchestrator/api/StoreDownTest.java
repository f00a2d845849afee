// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.hub.FakeHub;
import io.firmcast.kit.Problems;
import io.firmcast.orchestrator.rollout.UpdateIds;
import io.firmcast.orchestrator.store.Closed;
import io.firmcast.orchestrator.store.Ledger;
import io.firmcast.orchestrator.trigger.Invocation;
import io.firmcast.orchestrator.trigger.Trigger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreDownTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeHub hub = new FakeHub();
  private final HttpServer server = listening();
  private final WebClient client = WebClient.create(vertx);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void no_device_is_asked_and_nothing_acknowledged_while_the_store_is_down() {
    hub.answerMethods(
        (device, method) -> Future.failedFuture(new AssertionError("a device was asked")));

    var answer =
        client
            .post(server.actualPort(), "localhost", "/api/v1/devices/sim-3/firmware-update")
            .sendJsonObject(new JsonObject().put("fwPackageUri", "test.com"))
            .await();

    assertUnavailable(answer);
  }

  @Test
  void looking_up_is_503_too() {
    assertUnavailable(get("/api/v1/updates/u-1"));
    assertUnavailable(get("/api/v1/updates"));
  }

  private HttpResponse<Buffer> get(String path) {
    return client.get(server.actualPort(), "localhost", path).send().await();
  }

  private static void assertUnavailable(HttpResponse<Buffer> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("store-unavailable");
  }

  private HttpServer listening() {
    var clock = Clock.systemUTC();
    var store = new Closed();
    var invocation =
        new Invocation(vertx, hub, store, new Ledger(store), clock, Duration.ofSeconds(5));
    var trigger =
        new Trigger(
            store, invocation, Future::succeededFuture, new UpdateIds(new Random(7)), clock);
    var router = Problems.on(Router.router(vertx));
    new UpdatesApi(trigger, store).mount(router);
    return vertx.createHttpServer().requestHandler(router).listen(0, "localhost").await();
  }
}
