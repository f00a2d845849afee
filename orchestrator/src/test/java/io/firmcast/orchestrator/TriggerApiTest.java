// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.orchestrator.Running.Answer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerApiTest {
  private static final JsonObject TEST_COM = new JsonObject().put("fwPackageUri", "test.com");

  @TempDir private Path data = Path.of("");
  private @Nullable Running running;

  private Running orchestrator() {
    if (running == null) {
      running = new Running(data, Running.QUICK);
    }
    return running;
  }

  @AfterEach
  void close() {
    orchestrator().close();
  }

  @Test
  void an_accepted_update_is_202_with_the_device_s_own_answer() {
    orchestrator().devicesAccept();

    var answer = orchestrator().ask("sim-3", TEST_COM);

    var id = answer.body().getString("updateId");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.operationLocation()).isEqualTo("/api/v1/updates/" + id);
    assertThat(answer.body().getString("state")).isEqualTo("ACCEPTED");
    assertThat(answer.body().getString("deviceId")).isEqualTo("sim-3");
    assertThat(answer.body().getJsonObject("request")).isEqualTo(TEST_COM);
    assertThat(answer.body().getJsonObject("answer"))
        .isEqualTo(
            new JsonObject()
                .put("status", 200)
                .put(
                    "payload",
                    new JsonObject()
                        .put("Response", "Firmware update started")
                        .put("updateId", id)));
    assertThat(orchestrator().update(id)).isEqualTo(answer.body());
  }

  @Test
  void an_id_of_the_caller_is_kept_and_sent_to_the_device() {
    orchestrator().devicesAccept();

    var answer = orchestrator().ask("sim-3", TEST_COM.copy().put("updateId", "r42-sim-3-1"));

    assertThat(answer.body().getString("updateId")).isEqualTo("r42-sim-3-1");
    assertThat(answer.body().getJsonObject("answer").getJsonObject("payload").getString("updateId"))
        .isEqualTo("r42-sim-3-1");
  }

  @Test
  void the_intent_is_kept_and_told_before_the_device_is_asked() throws Exception {
    BlockingQueue<UpdateStarted> started = new LinkedBlockingQueue<>();
    Running.await(UpdateStarted.TOPIC.subscribe(orchestrator().vertx, started::add));
    BlockingQueue<String> states = new LinkedBlockingQueue<>();
    orchestrator()
        .hub
        .answerMethods(
            (device, method) ->
                orchestrator()
                    .request(
                        io.vertx.core.http.HttpMethod.GET,
                        "/api/v1/updates/"
                            + ((JsonObject) requireNonNull(method.payload())).getString("updateId"))
                    .send()
                    .map(looked -> states.add(looked.bodyAsJsonObject().getString("state")))
                    .map(looked -> new MethodAnswer(200, null)));

    var answer = orchestrator().ask("sim-3", TEST_COM);

    assertThat(states.poll(5, TimeUnit.SECONDS)).isEqualTo("TRIGGERING");
    assertThat(started.poll(5, TimeUnit.SECONDS))
        .extracting(event -> event.updateId().value())
        .isEqualTo(answer.body().getString("updateId"));
  }

  @Test
  void an_unknown_device_is_404() {
    failing(Reason.DEVICE_NOT_FOUND);

    var answer = orchestrator().ask("nobody", TEST_COM);

    assertProblem(answer, 404, "device-not-found");
    assertNothingKept();
  }

  @Test
  void an_offline_device_is_409_and_nothing_is_kept_that_would_stop_a_second_try() {
    failing(Reason.DEVICE_OFFLINE);
    var body = TEST_COM.copy().put("updateId", "u-1").encode();
    assertProblem(orchestrator().ask("sim-3", body, "key-1"), 409, "device-offline");
    assertNothingKept();

    orchestrator().devicesAccept();

    assertThat(orchestrator().ask("sim-3", body, "key-1").status()).isEqualTo(202);
  }

  @Test
  void a_busy_device_is_409_with_the_update_that_runs() {
    orchestrator()
        .deviceAnswers(
            409,
            new JsonObject()
                .put("Response", "Another firmware update is in progress")
                .put("updateId", "u-running"));

    var answer = orchestrator().ask("sim-3", TEST_COM);

    assertProblem(answer, 409, "update-in-progress");
    assertThat(answer.body().getString("updateId")).isEqualTo("u-running");
    assertNothingKept();
  }

  @Test
  void a_refusal_of_the_device_is_409_with_its_reason_and_is_kept() {
    orchestrator()
        .deviceAnswers(
            412, new JsonObject().put("Response", "Rejected").put("reason", "downgrade"));

    var answer = orchestrator().ask("sim-3", TEST_COM);

    assertProblem(answer, 409, "update-rejected");
    assertThat(answer.body().getString("reason")).isEqualTo("downgrade");
    assertThat(answer.body().getJsonObject("answer").getInteger("status")).isEqualTo(412);
    assertThat(orchestrator().state(answer.body().getString("updateId"))).isEqualTo("REJECTED");
  }

  @Test
  void a_silent_device_is_504_and_the_update_is_unknown_not_failed() {
    failing(Reason.DEVICE_TIMEOUT);

    var answer = orchestrator().ask("sim-3", TEST_COM);

    var id = answer.body().getString("updateId");
    assertProblem(answer, 504, "device-timeout");
    assertThat(answer.operationLocation()).isEqualTo("/api/v1/updates/" + id);
    assertThat(orchestrator().update(id).getString("state")).isEqualTo("UNKNOWN");
    assertThat(orchestrator().update(id).getString("reason")).isEqualTo("device-timeout");
  }

  @Test
  void a_hub_that_is_away_is_503_and_the_update_is_unknown() {
    failing(Reason.UNAVAILABLE);

    var answer = orchestrator().ask("sim-3", TEST_COM);

    assertProblem(answer, 503, "hub-unavailable");
    assertThat(answer.retryAfter()).isEqualTo("5");
    assertThat(orchestrator().state(answer.body().getString("updateId"))).isEqualTo("UNKNOWN");
  }

  @Test
  void a_hub_that_asks_to_slow_down_or_an_orchestrator_that_is_full_is_503() {
    failing(Reason.THROTTLED);
    var throttled = orchestrator().ask("sim-3", TEST_COM);
    assertProblem(throttled, 503, "hub-throttled");
    assertThat(throttled.retryAfter()).isEqualTo("10");

    failing(Reason.OVERLOADED);
    assertProblem(orchestrator().ask("sim-3", TEST_COM), 503, "overloaded");
    failing(Reason.UNAUTHORIZED);
    assertProblem(orchestrator().ask("sim-3", TEST_COM), 503, "hub-unavailable");
    failing(Reason.BAD_REQUEST);
    assertProblem(orchestrator().ask("sim-3", TEST_COM), 502, "hub-refused");
    assertNothingKept();
  }

  @Test
  void the_same_key_and_request_give_the_same_update_and_ask_the_device_once() {
    var asked = new AtomicInteger();
    orchestrator()
        .hub
        .answerMethods(
            (device, method) -> {
              asked.incrementAndGet();
              return Future.succeededFuture(new MethodAnswer(200, null));
            });

    var first = orchestrator().ask("sim-3", TEST_COM.encode(), "key-1");
    var second = orchestrator().ask("sim-3", TEST_COM.encode(), "key-1");

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(asked).hasValue(1);
  }

  @Test
  void the_same_key_with_another_request_is_409() {
    orchestrator().devicesAccept();
    var first = orchestrator().ask("sim-3", TEST_COM.encode(), "key-1");

    var other = TEST_COM.copy().put("version", "2.0.0").encode();
    var reused = orchestrator().ask("sim-3", other, "key-1");

    assertProblem(reused, 409, "idempotency-key-reused");
    assertThat(reused.body().getString("updateId")).isEqualTo(first.body().getString("updateId"));
    assertProblem(
        orchestrator().ask("sim-4", TEST_COM.encode(), "key-1"), 409, "idempotency-key-reused");
  }

  @Test
  void the_same_id_is_the_same_update_and_for_another_device_409() {
    orchestrator().devicesAccept();
    var body = TEST_COM.copy().put("updateId", "u-1");

    assertThat(orchestrator().ask("sim-3", body).status()).isEqualTo(202);
    assertThat(orchestrator().ask("sim-3", body).status()).isEqualTo(202);
    assertProblem(orchestrator().ask("sim-4", body), 409, "update-id-reused");
  }

  private void failing(Reason reason) {
    orchestrator()
        .hub
        .answerMethods(
            (device, method) -> Future.failedFuture(new HubException(reason, "as the test wants")));
  }

  private void assertNothingKept() {
    assertThat(orchestrator().get("/api/v1/updates").body().getJsonArray("value")).isEmpty();
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.code()).as(answer.body().encode()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().getInteger("status")).isEqualTo(status);
  }
}
