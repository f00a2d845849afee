// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.kit.Problem;
import io.firmcast.kit.Problems;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrchestratorProxyTest {
  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  private final List<DeviceId> expected = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_call_goes_through_with_its_body_and_comes_back_as_it_was_answered()
      throws TimeoutException {
    var site = site(URI.create("http://127.0.0.1:" + orchestrator().actualPort()));
    var body = new JsonObject().put("fwPackageUri", "test.com");

    var answer =
        request(site, HttpMethod.POST, "/api/v1/devices/sim%231/firmware-update?x=1")
            .putHeader("Origin", "http://127.0.0.1:" + site.actualPort())
            .sendJsonObject(body)
            .await(5, TimeUnit.SECONDS);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.getHeader("Operation-Location")).isEqualTo("/api/v1/updates/u1");
    assertThat(answer.bodyAsJsonObject()).isEqualTo(body);
    assertThat(asked)
        .containsExactly("POST /api/v1/devices/sim%231/firmware-update?x=1 origin null");
    assertThat(expected).containsExactly(new DeviceId("sim#1"));
  }

  @Test
  void a_device_is_expected_to_update_only_when_an_update_of_it_is_asked_for()
      throws TimeoutException {
    var site = site(URI.create("http://127.0.0.1:" + orchestrator().actualPort()));

    for (var uri : List.of("/api/v1/devices/sim-1", "/api/v1/devices/no%20way/firmware-update")) {
      request(site, HttpMethod.POST, uri).send().await(5, TimeUnit.SECONDS);
    }
    request(site, HttpMethod.GET, "/api/v1/devices/sim-1/firmware-update")
        .send()
        .await(5, TimeUnit.SECONDS);
    request(site, HttpMethod.POST, "/api/v1/devices/sim-1/firmware-update")
        .putHeader("Origin", "http://evil.example")
        .send()
        .await(5, TimeUnit.SECONDS);

    assertThat(asked).hasSize(3);
    assertThat(expected).isEmpty();
  }

  @Test
  void a_problem_comes_through_as_it_is() throws TimeoutException {
    var site = site(URI.create("http://127.0.0.1:" + orchestrator().actualPort()));

    var answer =
        request(site, HttpMethod.GET, "/api/v1/updates/none").send().await(5, TimeUnit.SECONDS);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("update-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void a_foreign_page_changes_nothing(String method) throws TimeoutException {
    var site = site(URI.create("http://127.0.0.1:" + orchestrator().actualPort()));

    var answer =
        request(site, HttpMethod.valueOf(method), "/api/v1/rollouts/r1")
            .putHeader("Origin", "http://evil.example")
            .send()
            .await(5, TimeUnit.SECONDS);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("foreign-origin");
    assertThat(asked).isEmpty();
  }

  @Test
  void an_orchestrator_that_does_not_answer_is_a_503_and_works_again_when_it_does()
      throws TimeoutException {
    var away = orchestrator();
    var port = away.actualPort();
    var site = site(URI.create("http://127.0.0.1:" + port));
    away.close().await(5, TimeUnit.SECONDS);

    var answer =
        request(site, HttpMethod.POST, "/api/v1/devices/sim-1/firmware-update")
            .sendJsonObject(new JsonObject().put("fwPackageUri", "test.com"))
            .await(5, TimeUnit.SECONDS);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("orchestrator-unavailable");
    vertx
        .createHttpServer()
        .requestHandler(this::orchestrate)
        .listen(port, "127.0.0.1")
        .await(5, TimeUnit.SECONDS);
    assertThat(
            request(site, HttpMethod.GET, "/openapi.yaml")
                .send()
                .await(5, TimeUnit.SECONDS)
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void without_an_orchestrator_its_addresses_say_so() throws TimeoutException {
    var answer =
        request(site(null), HttpMethod.GET, "/api/v1/rollouts/r1")
            .send()
            .await(5, TimeUnit.SECONDS);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("orchestrator-unavailable");
  }

  private HttpRequest<Buffer> request(HttpServer site, HttpMethod method, String uri) {
    return client.request(method, site.actualPort(), "127.0.0.1", uri);
  }

  private HttpServer site(@Nullable URI orchestrator) throws TimeoutException {
    var router = Problems.on(Router.router(vertx));
    new OrchestratorProxy(vertx, orchestrator, new Origins(Set.of()), expected::add).mount(router);
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .await(5, TimeUnit.SECONDS);
  }

  private HttpServer orchestrator() throws TimeoutException {
    return vertx
        .createHttpServer()
        .requestHandler(this::orchestrate)
        .listen(0, "127.0.0.1")
        .await(5, TimeUnit.SECONDS);
  }

  private void orchestrate(HttpServerRequest request) {
    asked.add(request.method() + " " + request.uri() + " origin " + request.getHeader("Origin"));
    if (request.path().startsWith("/api/v1/updates/")) {
      new Problem(404, "update-not-found", "No such update.").send(request.response());
      return;
    }
    request
        .body()
        .onSuccess(
            body ->
                request
                    .response()
                    .setStatusCode(202)
                    .putHeader("Operation-Location", "/api/v1/updates/u1")
                    .end(body));
  }
}
