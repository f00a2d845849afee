// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.orchestrator.Running.Answer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes late: a second try after an answer that was lost, and an answer after the end. */
class LateAnswersTest {
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
  void an_unknown_update_asked_again_is_looked_up_before_the_device_is_asked_again() {
    failing(Reason.UNAVAILABLE);
    orchestrator().hub.fail(new HubException(Reason.UNAVAILABLE, "gone"));
    var first = orchestrator().ask("sim-3", TEST_COM.encode(), "key-1");
    var id = first.body().getString("updateId");
    orchestrator().hub.report("sim-3", new JsonObject().put("firmwareStatus", "standBy"));
    orchestrator().devicesAccept();
    orchestrator().hub.fail(null);

    var again = orchestrator().ask("sim-3", TEST_COM.encode(), "key-1");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body().getString("updateId")).isEqualTo(id);
    assertThat(again.body().getString("state")).isEqualTo("ACCEPTED");
  }

  @Test
  void an_unknown_update_asked_again_in_vain_stays_unknown() {
    failing(Reason.DEVICE_TIMEOUT);
    var id = orchestrator().ask("sim-3", TEST_COM.encode(), "key-1").body().getString("updateId");
    failing(Reason.DEVICE_OFFLINE);

    var again = orchestrator().ask("sim-3", TEST_COM.encode(), "key-1");

    assertProblem(again, 409, "device-offline");
    assertThat(again.body().getString("updateId")).isEqualTo(id);
    assertThat(orchestrator().state(id)).isEqualTo("UNKNOWN");
  }

  @Test
  void an_unknown_update_asked_again_of_a_busy_device_stays_unknown() {
    failing(Reason.DEVICE_TIMEOUT);
    var id = orchestrator().ask("sim-3", TEST_COM.encode(), "key-1").body().getString("updateId");
    orchestrator().deviceAnswers(409, new JsonObject().put("updateId", "u-running"));

    var again = orchestrator().ask("sim-3", TEST_COM.encode(), "key-1");

    assertProblem(again, 409, "update-in-progress");
    assertThat(again.body().getString("updateId")).isEqualTo(id);
    assertThat(orchestrator().state(id)).isEqualTo("UNKNOWN");
  }

  @Test
  void an_answer_that_comes_after_the_end_is_answered_and_kept_too() {
    var verdict = new JsonObject().put("Response", "Firmware update started");
    orchestrator()
        .hub
        .answerMethods(
            (device, method) -> {
              var id = ((JsonObject) requireNonNull(method.payload())).getString("updateId");
              orchestrator()
                  .hub
                  .report(
                      "sim-3",
                      new JsonObject()
                          .put("firmwareStatus", "completed")
                          .put("firmware", new JsonObject().put("updateId", id)));
              return over(id).map(seen -> new MethodAnswer(200, verdict));
            });

    var answer = orchestrator().ask("sim-3", TEST_COM);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().getString("state")).isEqualTo("SUCCEEDED");
    assertThat(answer.body().getJsonObject("answer").getJsonObject("payload")).isEqualTo(verdict);
    assertThat(orchestrator().update(answer.body().getString("updateId"))).isEqualTo(answer.body());
  }

  /** Once the reconciliation has seen the end. */
  private Future<Void> over(String id) {
    return orchestrator()
        .request(io.vertx.core.http.HttpMethod.GET, "/api/v1/updates/" + id)
        .send()
        .compose(
            looked ->
                looked.bodyAsJsonObject().getString("state").equals("SUCCEEDED")
                    ? Future.succeededFuture()
                    : orchestrator()
                        .vertx
                        .timer(20, TimeUnit.MILLISECONDS)
                        .compose(waited -> over(id)));
  }

  private void failing(Reason reason) {
    orchestrator()
        .hub
        .answerMethods(
            (device, method) -> Future.failedFuture(new HubException(reason, "as the test wants")));
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.code()).as(answer.body().encode()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().getInteger("status")).isEqualTo(status);
  }
}
