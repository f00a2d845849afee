// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.HubException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the adapter makes of answers that a sound hub does not give. */
class AzureHubTest {
  private static final DeviceId DEVICE = new DeviceId("dev1");
  private static final DirectMethod UPDATE =
      new DirectMethod(
          "firmwareUpdate",
          new JsonObject().put("fwPackageUri", "test.com"),
          Duration.ZERO,
          Duration.ofSeconds(10));

  private final Vertx vertx = Vertx.vertx();
  private volatile Handler<HttpServerRequest> answer =
      request -> request.response().setStatusCode(500).end();
  private final StandIn standIn = new StandIn(vertx, request -> answer.handle(request));
  private final AzureHub hub = new AzureHub(vertx, standIn.connectionString(), standIn.trust());

  @AfterEach
  void close() {
    hub.close().await();
    standIn.close();
    vertx.close().await();
  }

  @Test
  void a_method_carries_its_time_outs_and_its_payload() {
    answer =
        request -> request.response().end("{\"status\":200,\"payload\":{\"Response\":\"ok\"}}");

    var got = hub.invoke(DEVICE, UPDATE).await();

    assertThat(got).isEqualTo(new MethodAnswer(200, new JsonObject().put("Response", "ok")));
    assertThat(standIn.asked().get(0).line()).isEqualTo("POST /twins/dev1/methods");
    assertThat(standIn.asked().get(0).body().toJsonObject())
        .isEqualTo(
            new JsonObject()
                .put("methodName", "firmwareUpdate")
                .put("responseTimeoutInSeconds", 10)
                .put("payload", UPDATE.payload()));
  }

  @Test
  void a_method_whose_connection_breaks_is_sent_once_and_is_left_open() {
    answer = request -> request.response().end("{\"status\":200,\"payload\":null}");
    assertThat(hub.invoke(DEVICE, UPDATE).await().payload()).isNull();
    answer = request -> request.connection().close();

    var failure = failure(hub.invoke(DEVICE, UPDATE));

    assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(standIn.asked()).hasSize(2);
  }

  @Test
  void an_answer_to_a_method_that_breaks_the_sdk_leaves_it_open() {
    answer = request -> request.response().end("{\"status\":200,\"payload\":{\"a\":");

    assertThat(failure(hub.invoke(DEVICE, UPDATE)).reason()).isEqualTo(Reason.DEVICE_TIMEOUT);
  }

  @Test
  void a_device_id_is_encoded_so_that_it_cannot_name_another_device() {
    answer = request -> request.response().end("{\"status\":200,\"payload\":1}");

    hub.invoke(new DeviceId("dev1#?/x%20".replace("/", "")), UPDATE).await();

    assertThat(standIn.asked().get(0).line()).isEqualTo("POST /twins/dev1%23%3Fx%2520/methods");
  }

  @Test
  void a_page_that_is_no_twin_is_the_hub_s_failure() {
    answer = request -> request.response().end("<html>proxy</html>");

    assertThat(failure(hub.twin(DEVICE)).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void refused_credentials_and_unknown_devices_are_told_apart() {
    answer = request -> request.response().setStatusCode(401).end("{\"Message\":\"no\"}");
    assertThat(failure(hub.twin(DEVICE)).reason()).isEqualTo(Reason.UNAUTHORIZED);

    answer = request -> request.response().setStatusCode(404).end(coded(404001));
    assertThat(failure(hub.twin(DEVICE)).reason()).isEqualTo(Reason.DEVICE_NOT_FOUND);
    answer = request -> request.response().setStatusCode(404).end(coded(404103));
    assertThat(failure(hub.invoke(DEVICE, UPDATE)).reason()).isEqualTo(Reason.DEVICE_OFFLINE);
  }

  @Test
  void short_pages_are_joined_and_no_row_is_lost() {
    answer =
        request -> {
          var token = request.getHeader("x-ms-continuation");
          var from = token == null ? 0 : Integer.parseInt(token);
          var wanted = Integer.parseInt(request.getHeader("x-ms-max-item-count"));
          var to = Math.min(7, from + Math.min(2, wanted));
          var rows = new JsonArray();
          for (int i = from; i < to; i++) {
            rows.add(new JsonObject().put("deviceId", "d" + i));
          }
          if (to < 7) {
            request.response().putHeader("x-ms-continuation", Integer.toString(to));
          }
          request.response().end(rows.toBuffer());
        };

    var first = hub.query("SELECT deviceId FROM devices", 5, null).await();
    var second = hub.query("SELECT deviceId FROM devices", 5, first.continuation()).await();

    assertThat(first.rows())
        .extracting(row -> row.getString("deviceId"))
        .containsExactly("d0", "d1", "d2", "d3", "d4");
    assertThat(second.rows())
        .extracting(row -> row.getString("deviceId"))
        .containsExactly("d5", "d6");
    assertThat(second.continuation()).isNull();
  }

  @Test
  void a_hub_that_is_not_there_is_unavailable_within_seconds() {
    standIn.stopListening();

    assertThat(failure(hub.twin(DEVICE)).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void a_hub_that_shows_an_unknown_certificate_is_unavailable_and_says_why() {
    var other = new StandIn(vertx, request -> request.response().end("{}"));
    var distrusting = new AzureHub(vertx, other.connectionString(), standIn.trust());

    assertThat(failure(distrusting.twin(DEVICE)))
        .hasMessageContaining("no trusted TLS connection")
        .extracting(HubException::reason)
        .isEqualTo(Reason.UNAVAILABLE);
    distrusting.close().await();
    other.close();
  }

  private static String coded(int code) {
    return new JsonObject()
        .put("Message", new JsonObject().put("errorCode", code).put("message", "m").encode())
        .put("ExceptionMessage", "")
        .encode();
  }

  private static HubException failure(Future<?> call) {
    await().until(call::isComplete);
    return (HubException) call.cause();
  }
}
