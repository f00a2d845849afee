// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.Credentials.SelfSigned;
import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.Identity;
import io.firmcast.hub.StandIn;
import io.firmcast.hub.TwinChange;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and what is made of answers that a sound hub does not give. */
class RestHubTest {
  private static final Identity MODULE = new Identity(new DeviceId("dev1"), "m#1");
  private static final DirectMethod REBOOT =
      new DirectMethod("reboot", List.of(1), Duration.ofSeconds(2), Duration.ofSeconds(7));

  private final Vertx vertx = Vertx.vertx();
  private volatile Handler<HttpServerRequest> answer = request -> request.response().end("{}");
  private final StandIn standIn = new StandIn(vertx, request -> answer.handle(request));
  private final RestHub hub =
      new RestHub(vertx, standIn.connectionString(), standIn.trust(), Clock.systemUTC());

  @AfterEach
  void close() {
    standIn.close();
    vertx.close().await();
  }

  @Test
  void a_change_is_a_true_patch_with_the_etag_quoted() {
    var change = new TwinChange(new JsonObject().put("a", 1), null, false, "AAAAAAAAAAE=");

    hub.change(MODULE, change).await();

    var asked = standIn.asked().get(0);
    assertThat(asked.line()).isEqualTo("PATCH /twins/dev1/modules/m%231");
    assertThat(asked.request().getHeader("If-Match")).isEqualTo("\"AAAAAAAAAAE=\"");
    assertThat(asked.request().query()).isEqualTo("api-version=2021-04-12");
    assertThat(asked.body().toJsonObject()).isEqualTo(change.toJson());
  }

  @Test
  void a_method_carries_both_time_outs_and_any_payload() {
    answer = request -> request.response().end("{\"status\":-1}");

    var got = hub.invoke(MODULE, REBOOT).await();

    assertThat(got.status()).isEqualTo(-1);
    assertThat(got.payload()).isNull();
    assertThat(standIn.asked().get(0).line()).isEqualTo("POST /twins/dev1/modules/m%231/methods");
    assertThat(standIn.asked().get(0).body().toJsonObject())
        .isEqualTo(
            new JsonObject(
                """
                {"methodName":"reboot","payload":[1],
                 "connectTimeoutInSeconds":2,"responseTimeoutInSeconds":7}"""));
  }

  @Test
  void a_certificate_s_thumbprints_may_be_written_with_colons() {
    var thumbprint = "AB:".repeat(19) + "AB";

    hub.create(Identity.of("dev1"), new SelfSigned(List.of(thumbprint)), false).await();

    assertThat(standIn.asked().get(0).body().toJsonObject())
        .isEqualTo(
            new JsonObject(
                """
                {"deviceId":"dev1","status":"disabled","authentication":{"type":"selfSigned",
                 "x509Thumbprint":{"primaryThumbprint":"%1$s","secondaryThumbprint":"%1$s"}}}"""
                    .formatted("AB".repeat(20))));
    assertThatThrownBy(() -> new SelfSigned(List.of("ABC"))).hasMessageContaining("40 or 64");
  }

  @Test
  void the_hub_s_own_words_are_kept_in_both_forms_of_error() {
    answer =
        request ->
            request
                .response()
                .setStatusCode(400)
                .end(
                    "{\"Message\":\"ErrorCode:ArgumentInvalid;no such key\",\"ExceptionMessage\":\"t\"}");
    assertThat(failure(hub.twin(MODULE))).hasMessage("no such key");

    answer =
        request ->
            request
                .response()
                .setStatusCode(404)
                .end(
                    """
                    {"Message":"{\\"errorCode\\":404103,\\"message\\":\\"not online\\"}"}""");
    assertThat(failure(hub.invoke(MODULE, REBOOT)))
        .hasMessage("not online")
        .extracting(HubException::reason)
        .isEqualTo(Reason.DEVICE_OFFLINE);
  }

  @Test
  void a_page_that_is_no_hub_s_is_the_hub_s_failure() {
    answer = request -> request.response().end("<html>proxy</html>");
    assertThat(failure(hub.twin(MODULE)).reason()).isEqualTo(Reason.UNAVAILABLE);

    answer = request -> request.response().setStatusCode(502).end("<html>proxy</html>");
    assertThat(failure(hub.twin(MODULE)).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void a_method_whose_connection_breaks_is_sent_once() {
    answer = request -> request.response().end("{\"status\":200}");
    hub.invoke(MODULE, REBOOT).await();
    answer = request -> request.connection().close();

    assertThat(failure(hub.invoke(MODULE, REBOOT)).reason()).isEqualTo(Reason.UNAVAILABLE);

    assertThat(standIn.asked()).hasSize(2);
  }

  @Test
  void a_hub_that_is_not_there_or_not_trusted_says_which() {
    var distrusting =
        new RestHub(vertx, standIn.connectionString(), Trust.of(null), Clock.systemUTC());
    assertThat(failure(distrusting.twin(MODULE))).hasMessageContaining("no trusted TLS connection");

    standIn.stopListening();
    assertThat(failure(hub.twin(MODULE))).hasMessageContaining("cannot be reached");
  }

  @Test
  void a_device_s_connection_string_is_refused_at_once() {
    var device = ConnectionString.parse("HostName=h.example;DeviceId=d;SharedAccessKey=a2V5");

    assertThatThrownBy(() -> new RestHub(vertx, device, Trust.of(null), Clock.systemUTC()))
        .hasMessageContaining("SharedAccessKeyName");
  }

  private static HubException failure(Future<?> call) {
    await().until(call::isComplete);
    return (HubException) call.cause();
  }
}
