// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.FakeHub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.MethodAnswer;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  @TempDir private Path data = Path.of("");

  @Test
  void open_updates_are_taken_up_again_by_the_next_process() {
    var first = new Running(data, Running.QUICK);
    first.devicesAccept();
    var body = new JsonObject().put("fwPackageUri", "test.com").put("updateId", "u-1");
    var asked = first.ask("sim-3", body.encode(), "key-1");
    first.close();

    var second = new Running(data, Running.QUICK);
    assertThat(second.update("u-1")).isEqualTo(asked.body());
    assertThat(second.ask("sim-3", body.encode(), "key-1").body()).isEqualTo(asked.body());
    second.hub.report(
        "sim-3",
        new JsonObject()
            .put("firmwareStatus", "completed")
            .put("firmware", new JsonObject().put("updateId", "u-1")));

    await().untilAsserted(() -> assertThat(second.state("u-1")).isEqualTo("SUCCEEDED"));
    second.close();
  }

  @Test
  void whoever_watches_devices_is_told_which_ones_are_still_at_it() throws Exception {
    var first = new Running(data, Running.QUICK);
    first.devicesAccept();
    first.ask("sim-3", new JsonObject().put("fwPackageUri", "test.com").put("updateId", "u-1"));
    first.close();
    var vertx = Vertx.vertx();
    BlockingQueue<UpdateStarted> told = new LinkedBlockingQueue<>();
    Running.await(UpdateStarted.TOPIC.subscribe(vertx, told::add));

    Running.await(
        vertx.deployVerticle(
            verticle(OrchestratorSettings.defaults(data).withHttp("127.0.0.1", 0))));

    assertThat(told.poll(5, TimeUnit.SECONDS))
        .extracting(started -> started.deviceId() + " " + started.updateId())
        .isEqualTo("sim-3 u-1");
    vertx.close().await();
  }

  @Test
  void an_orchestrator_that_died_while_asking_leaves_an_unknown_update() {
    var first = new Running(data, Running.QUICK);
    var neverAnswered = Promise.<MethodAnswer>promise();
    first.hub.answerMethods((device, method) -> neverAnswered.future());
    first
        .request(HttpMethod.POST, "/api/v1/devices/sim-3/firmware-update")
        .sendJsonObject(new JsonObject().put("fwPackageUri", "test.com").put("updateId", "u-1"));
    await()
        .untilAsserted(
            () -> assertThat(first.get("/api/v1/updates").body().getJsonArray("value")).hasSize(1));
    first.close();

    var second = new Running(data, Running.QUICK);
    second.hub.report("sim-3", new JsonObject().put("firmwareStatus", "standBy"));
    second.clock.advance(Duration.ofMinutes(2));

    await().untilAsserted(() -> assertThat(second.state("u-1")).isEqualTo("UNKNOWN"));
    assertThat(second.update("u-1").getString("reason")).isEqualTo("outcome-not-recorded");
    second.close();
  }

  @Test
  void a_busy_port_fails_the_start_and_leaves_nothing_open() {
    var first = new Running(data.resolve("one"), Running.QUICK);
    var taken = first.verticle.httpPort();
    var settings = OrchestratorSettings.defaults(data.resolve("two")).withHttp("127.0.0.1", taken);

    assertThatThrownBy(() -> Running.await(first.vertx.deployVerticle(verticle(settings))))
        .isInstanceOf(BindException.class);

    first.close();
  }

  @Test
  void undeployed_it_answers_no_more() {
    var orchestrator = new Running(data, Running.QUICK);

    orchestrator.undeploy();

    assertThatThrownBy(() -> orchestrator.get("/api/v1/updates"))
        .isInstanceOf(java.net.ConnectException.class);
    orchestrator.close();
  }

  @Test
  void it_stops_within_two_seconds_also_while_a_device_is_asked() {
    var orchestrator = new Running(data, Running.QUICK);
    var neverAnswered = Promise.<MethodAnswer>promise();
    orchestrator.hub.answerMethods((device, method) -> neverAnswered.future());
    orchestrator
        .request(HttpMethod.POST, "/api/v1/devices/sim-3/firmware-update")
        .sendJsonObject(new JsonObject().put("fwPackageUri", "test.com").put("updateId", "u-1"));
    await()
        .untilAsserted(
            () ->
                assertThat(orchestrator.get("/api/v1/updates").body().getJsonArray("value"))
                    .hasSize(1));

    assertTimeout(Duration.ofSeconds(2), orchestrator::undeploy);
    orchestrator.close();
  }

  @Test
  void it_is_ready_while_hub_and_store_answer_and_says_which_one_does_not() {
    var orchestrator = new Running(data, Running.QUICK);
    var checks = HealthChecks.create(orchestrator.vertx);
    orchestrator.verticle.readiness().register(checks);

    assertThat(Running.await(checks.checkStatus()).getUp()).isTrue();
    orchestrator.hub.fail(new HubException(Reason.UNAVAILABLE, "hub.example: cannot be reached"));
    orchestrator.clock.advance(Duration.ofSeconds(31));
    assertThat(Running.await(checks.checkStatus()).getUp()).isFalse();
    assertThat(Running.await(checks.checkStatus("hub")).getData().getString("reason"))
        .contains("cannot be reached");
    assertThat(Running.await(checks.checkStatus("store")).getUp()).isTrue();

    orchestrator.hub.fail(null);
    orchestrator.clock.advance(Duration.ofSeconds(6));
    assertThat(Running.await(checks.checkStatus()).getUp()).isTrue();
    orchestrator.close();
  }

  @Test
  void before_it_has_started_it_is_not_ready() {
    var vertx = Vertx.vertx();
    var checks = HealthChecks.create(vertx);
    verticle(OrchestratorSettings.defaults(data)).readiness().register(checks);

    assertThat(Running.await(checks.checkStatus("store")).getUp()).isFalse();
    vertx.close().await();
  }

  private static OrchestratorVerticle verticle(OrchestratorSettings settings) {
    return new OrchestratorVerticle(settings, new FakeHub(), Clock.systemUTC(), new Random(7));
  }
}
