// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.orchestrator.Running.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  private static final String PATH = "/api/v1/devices/sim-3/firmware-update";
  @TempDir private static @Nullable Path data;
  private static @Nullable Running running;

  @BeforeAll
  static void start() {
    running = new Running(data == null ? Path.of("") : data, Running.QUICK);
    running.devicesAccept();
  }

  @AfterAll
  static void stop() {
    orchestrator().close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /fwPackageUri",
        "{'fwPackageUri':''} | /fwPackageUri",
        "{'fwPackageUri':null} | /fwPackageUri",
        "{'fwPackageUri':7} | /fwPackageUri",
        "{'fwPackageUri':['a']} | /fwPackageUri",
        "{'fwPackageUri':'not a uri'} | /fwPackageUri",
        "{'fwPackageUri':'test.com','size':'big'} | /size",
        "{'fwPackageUri':'test.com','size':0} | /size",
        "{'fwPackageUri':'test.com','size':1.5} | /size",
        "{'fwPackageUri':'test.com','sha256':'abc'} | /sha256",
        "{'fwPackageUri':'test.com','updateId':'a b'} | /updateId",
        "{'fwPackageUri':'test.com','updateId':7} | /updateId",
        "{'fwPackageUri':'test.com','epoch':-1} | /epoch",
        "{'fwPackageUri':'test.com','version':{}} | /version",
        "{'fwPackageUri':'test.com','versoin':'2.1.0'} | /versoin",
        "{'fwPackageUri':'test.com','whenOffline':'queue'} | /whenOffline",
        "{'fwPackageUri':'test.com','a/b~c':1} | /a~1b~0c",
      })
  void a_wrong_field_is_pointed_at(String body, String pointer) {
    var answer = orchestrator().ask("sim-3", body.replace('\'', '"'), null);

    assertBadRequest(answer, pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "fwPackageUri=test.com", "''", "[]", "'\"text\"'", "7", "null"})
  void what_is_no_json_object_is_pointed_at_as_a_whole(String body) {
    assertBadRequest(orchestrator().ask("sim-3", body, null), "");
  }

  @Test
  void json_without_end_is_not_followed() {
    assertBadRequest(orchestrator().ask("sim-3", "[".repeat(60_000), null), "");
  }

  @Test
  void a_device_id_that_no_hub_allows_is_refused() {
    var body = new JsonObject().put("fwPackageUri", "test.com").encode();

    assertBadRequest(orchestrator().ask("sim%203", body, null), "/deviceId");
    assertBadRequest(orchestrator().ask("sim%2F3", body, null), "/deviceId");
    assertBadRequest(orchestrator().ask("x".repeat(129), body, null), "/deviceId");
  }

  @Test
  void a_key_that_is_no_visible_text_is_refused() {
    var body = new JsonObject().put("fwPackageUri", "test.com").encode();

    assertBadRequest(orchestrator().ask("sim-3", body, "two words"), "/Idempotency-Key");
    assertBadRequest(orchestrator().ask("sim-3", body, "k".repeat(256)), "/Idempotency-Key");
  }

  @Test
  void a_form_or_plain_text_is_415_so_that_another_origin_s_page_cannot_send_it() {
    var body = Buffer.buffer("{\"fwPackageUri\":\"test.com\"}");
    for (var type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      var answer =
          Running.await(
              orchestrator()
                  .request(HttpMethod.POST, PATH)
                  .putHeader("Content-Type", type)
                  .sendBuffer(body));

      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("unsupported-media-type");
    }
  }

  @Test
  void a_body_over_64_kib_is_413() {
    var padding = "x".repeat(64 * 1024);
    var answer = orchestrator().ask("sim-3", "{\"fwPackageUri\":\"" + padding + "\"}", null);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("body-too-large");
  }

  @Test
  void a_body_that_only_says_it_is_large_is_413_before_any_of_it_is_sent() {
    var client = orchestrator().vertx.createHttpClient();
    var response =
        Running.await(
            client
                .request(HttpMethod.POST, orchestrator().verticle.httpPort(), "127.0.0.1", PATH)
                .compose(BadInputTest::sendHeadersOnly));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
    Running.await(client.close());
  }

  @Test
  void what_is_not_there_is_404_and_what_is_not_done_there_405() {
    assertThat(orchestrator().get("/api/v1/updates/u-none").code()).isEqualTo("update-not-found");
    assertThat(plain(HttpMethod.GET, "/api/v2/updates")).isEqualTo("404 not-found");
    assertThat(plain(HttpMethod.DELETE, "/api/v1/updates")).isEqualTo("405 method-not-allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "pageSize=0, /pageSize",
    "pageSize=501, /pageSize",
    "pageSize=x, /pageSize",
    "after=%21%21, /after",
    "after=eA, /after",
    "device=a%20b, /deviceId",
    "devise=a, /devise",
  })
  void a_wrong_parameter_of_the_list_is_pointed_at(String query, String pointer) {
    assertBadRequest(orchestrator().get("/api/v1/updates?" + query), pointer);
  }

  private static io.vertx.core.Future<HttpClientResponse> sendHeadersOnly(
      HttpClientRequest request) {
    request
        .putHeader("Content-Type", "application/json")
        .putHeader("Content-Length", Long.toString(1L << 30));
    return request.sendHead().compose(sent -> request.response());
  }

  private static String plain(HttpMethod method, String path) {
    var answer = Running.await(orchestrator().request(method, path).send());
    return answer.statusCode() + " " + answer.bodyAsJsonObject().getString("code");
  }

  private static void assertBadRequest(Answer answer, String pointer) {
    assertThat(answer.status()).as(answer.body().encode()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("bad-request");
    assertThat(answer.body().getString("pointer")).isEqualTo(pointer);
  }

  private static Running orchestrator() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }
}
