// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.hub.FakeHub;
import io.firmcast.hub.HandClock;
import io.firmcast.hub.MethodAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An orchestrator that runs on a free port, and an operator who calls it over HTTP. */
final class Running {
  static final Pace QUICK = Pace.defaults().withReconcilePeriod(Duration.ofMillis(100));

  final Vertx vertx = Vertx.vertx();
  final FakeHub hub;
  final HandClock clock = new HandClock(Instant.parse("2026-11-20T12:00:00Z"));
  final OrchestratorVerticle verticle;
  private final String deployment;
  private final WebClient client;
  private final OpenApiDocument contract;

  Running(Path data, Pace pace) {
    this(OrchestratorSettings.defaults(data).withPace(pace));
  }

  Running(OrchestratorSettings given) {
    this(given, new FakeHub());
  }

  Running(OrchestratorSettings given, FakeHub hub) {
    this.hub = hub;
    var settings = given.withHttp("127.0.0.1", 0);
    verticle = new OrchestratorVerticle(settings, hub, clock, new Random(7));
    deployment = await(vertx.deployVerticle(verticle));
    client =
        WebClient.create(
            vertx,
            new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(verticle.httpPort()));
    contract = new OpenApiDocument(await(client.get("/openapi.yaml").send()).bodyAsString());
  }

  /** The device answers as our agents do. */
  void deviceAnswers(int status, JsonObject payload) {
    hub.answerMethods(
        (device, method) -> Future.succeededFuture(new MethodAnswer(status, payload)));
  }

  void devicesAccept() {
    hub.answerMethods(
        (device, method) ->
            Future.succeededFuture(
                new MethodAnswer(
                    200,
                    new JsonObject()
                        .put("Response", "Firmware update started")
                        .put(
                            "updateId",
                            ((JsonObject) requireNonNull(method.payload()))
                                .getString("updateId")))));
  }

  HttpRequest<Buffer> request(HttpMethod method, String path) {
    return client.request(method, path).timeout(20_000);
  }

  /** Asks for an update; the answer is as documented. */
  Answer ask(String device, JsonObject body) {
    return ask(device, body.encode(), null);
  }

  Answer ask(String device, String body, @Nullable String key) {
    var path = "/api/v1/devices/" + device + "/firmware-update";
    var request = request(HttpMethod.POST, path).putHeader("Content-Type", "application/json");
    if (key != null) {
      request.putHeader("Idempotency-Key", key);
    }
    return checked("post", path, await(request.sendBuffer(Buffer.buffer(body))));
  }

  Answer get(String pathAndQuery) {
    var response = await(request(HttpMethod.GET, pathAndQuery).send());
    return checked("get", pathAndQuery.split("\\?", 2)[0], response);
  }

  /** A POST or PUT of JSON; the answer is as documented. */
  Answer send(HttpMethod method, String path, JsonObject body, String... headers) {
    var request = request(method, path).putHeader("Content-Type", "application/json");
    for (var i = 0; i < headers.length; i += 2) {
      request.putHeader(headers[i], headers[i + 1]);
    }
    var response = await(request.sendBuffer(body.toBuffer()));
    return checked(method.name().toLowerCase(java.util.Locale.ROOT), path, response);
  }

  /** The update as it is looked up. */
  JsonObject update(String id) {
    var answer = get("/api/v1/updates/" + id);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  String state(String id) {
    return update(id).getString("state");
  }

  void undeploy() {
    await(vertx.undeploy(deployment));
  }

  void close() {
    await(vertx.close());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }

  private Answer checked(String method, String path, HttpResponse<Buffer> response) {
    var body = response.bodyAsString(StandardCharsets.UTF_8.name());
    contract.check(method, path, response.statusCode(), response.getHeader("Content-Type"), body);
    return new Answer(
        response.statusCode(),
        body.isEmpty() ? new JsonObject() : new JsonObject(body),
        text(response.getHeader("Operation-Location")),
        text(response.getHeader("Retry-After")));
  }

  private static String text(@Nullable String header) {
    return header == null ? "" : header;
  }

  /** What came back; absent headers are empty. */
  record Answer(int status, JsonObject body, String operationLocation, String retryAfter) {
    String code() {
      return body.getString("code");
    }
  }
}
