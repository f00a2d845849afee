// SPDX-License-Identifier: Apache-2.0
package io.firmcast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.BadMessage;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Vertx vertx = Vertx.vertx();
  private int port;

  @BeforeEach
  void serve() throws Exception {
    var router = Problems.on(Router.router(vertx));
    router.post("/post").handler(BodyHandler.create(false).setBodyLimit(100));
    router
        .get("/offline")
        .handler(
            request -> {
              throw new Problem(409, "device-offline", "sim-3 is offline.").with("device", "sim-3");
            });
    router.get("/bad").handler(request -> request.fail(new BadMessage("/size", "must be 1")));
    router.get("/broken").handler(request -> request.fail(new IllegalStateException("secret")));
    router.post("/post").handler(request -> request.end("posted"));
    port =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await(5, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void a_problem_answers_with_its_members() throws Exception {
    var answer = request(HttpMethod.GET, "/offline", "");

    assertThat(answer.getInteger("status")).isEqualTo(409);
    assertThat(answer.getString("code")).isEqualTo("device-offline");
    assertThat(answer.getString("detail")).isEqualTo("sim-3 is offline.");
    assertThat(answer.getString("device")).isEqualTo("sim-3");
  }

  @Test
  void a_bad_message_names_its_field() throws Exception {
    var answer = request(HttpMethod.GET, "/bad", "");

    assertThat(answer.getString("code")).isEqualTo("bad-request");
    assertThat(answer.getString("pointer")).isEqualTo("/size");
  }

  @Test
  void a_fault_of_ours_tells_nothing_of_the_inside() throws Exception {
    var answer = request(HttpMethod.GET, "/broken", "");

    assertThat(answer.getString("code")).isEqualTo("internal-error");
    assertThat(answer.encode()).doesNotContain("secret");
  }

  @Test
  void an_unknown_address_a_wrong_method_and_a_large_body_are_problems_too() throws Exception {
    assertThat(request(HttpMethod.GET, "/nowhere", "").getString("code")).isEqualTo("not-found");
    assertThat(request(HttpMethod.DELETE, "/post", "").getString("code"))
        .isEqualTo("method-not-allowed");
    assertThat(request(HttpMethod.POST, "/post", "x".repeat(200)).getString("code"))
        .isEqualTo("body-too-large");
  }

  @Test
  void a_host_header_that_is_none_is_the_callers_fault() throws Exception {
    var answer =
        vertx
            .createNetClient()
            .connect(port, "127.0.0.1")
            .compose(
                socket -> {
                  Promise<String> read = Promise.promise();
                  socket.handler(bytes -> read.tryComplete(bytes.toString()));
                  return socket
                      .write("GET /post HTTP/1.1\r\nHost: a:b:c\r\n\r\n")
                      .compose(written -> read.future());
                })
            .await(5, TimeUnit.SECONDS);

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
  }

  private JsonObject request(HttpMethod method, String path, String body) throws Exception {
    var client = vertx.createHttpClient();
    return client
        .request(method, port, "127.0.0.1", path)
        .compose(request -> request.send(body))
        .compose(
            response -> {
              assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
              return response.body();
            })
        .map(JsonObject::new)
        .await(5, TimeUnit.SECONDS);
  }
}
