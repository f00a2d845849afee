// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.hub.AzureHub;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.MqttDevice;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The orchestrator over the Azure SDK, with a device at the local hub. */
class OrchestratorIT {
  private static final String ADDRESS = "127.0.0.42";

  @TempDir private Path data = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  private @Nullable LocalHub started;
  private @Nullable AzureHub azure;
  private @Nullable OrchestratorVerticle deployed;

  @BeforeEach
  void start() {
    started = Running.await(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, 0, hubData())));
    Running.await(localHub().createDevice("sim-3"));
    var service = ConnectionString.parse(localHub().serviceConnectionString());
    azure = new AzureHub(vertx, service, Trust.of(localHub().caFile().orElseThrow()));
    var pace =
        Pace.defaults()
            .withMethodTimeout(Duration.ofSeconds(5))
            .withReconcilePeriod(Duration.ofMillis(200));
    var settings = OrchestratorSettings.defaults(data).withHttp("127.0.0.1", 0).withPace(pace);
    deployed = new OrchestratorVerticle(settings, azure, Clock.systemUTC(), new Random(7));
    Running.await(vertx.deployVerticle(deployed));
  }

  @AfterEach
  void stop() {
    Running.await(present(azure).close());
    Running.await(localHub().close());
    Running.await(vertx.close());
  }

  @Test
  void an_update_is_followed_by_its_twin_alone_from_the_request_to_success() {
    var device =
        connected(
            (name, payload) ->
                new MethodAnswer(
                    200,
                    new JsonObject()
                        .put("Response", "Firmware update started")
                        .put("updateId", payload.getString("updateId"))));

    var asked = ask("sim-3");
    var id = asked.bodyAsJsonObject().getString("updateId");

    assertThat(asked.statusCode()).isEqualTo(202);
    assertThat(asked.bodyAsJsonObject().getJsonObject("answer").getJsonObject("payload"))
        .isEqualTo(new JsonObject().put("Response", "Firmware update started").put("updateId", id));
    for (var status : new FirmwareStatus[] {FirmwareStatus.DOWNLOADING, FirmwareStatus.APPLYING}) {
      report(device, id, status);
      await().untilAsserted(() -> assertThat(state(id)).isEqualTo(status.name()));
    }
    report(device, id, FirmwareStatus.COMPLETED);
    await().untilAsserted(() -> assertThat(state(id)).isEqualTo("SUCCEEDED"));
  }

  @Test
  void offline_and_unknown_devices_are_told_apart() {
    assertThat(code(ask("sim-3"))).isEqualTo("409 device-offline");
    assertThat(code(ask("nobody"))).isEqualTo("404 device-not-found");
  }

  @Test
  void a_device_that_starts_without_answering_is_found_out_by_its_twin() {
    var ids = new java.util.concurrent.LinkedBlockingQueue<String>();
    var device =
        connected(
            (name, payload) -> {
              ids.add(payload.getString("updateId"));
              return null;
            });

    var answer = ask("sim-3");
    var id = answer.bodyAsJsonObject().getString("updateId");

    assertThat(code(answer)).isEqualTo("504 device-timeout");
    assertThat(answer.getHeader("Operation-Location")).isEqualTo("/api/v1/updates/" + id);
    assertThat(state(id)).isEqualTo("UNKNOWN");
    assertThat(ids).containsExactly(id);
    report(device, id, FirmwareStatus.APPLYING);
    await().untilAsserted(() -> assertThat(state(id)).isEqualTo("APPLYING"));
  }

  @Test
  void while_the_hub_is_gone_it_says_so_and_when_it_is_back_goes_on_by_itself() {
    connected((name, payload) -> new MethodAnswer(200, null));
    var id = ask("sim-3").bodyAsJsonObject().getString("updateId");
    var checks = HealthChecks.create(vertx);
    present(deployed).readiness().register(checks);
    var port = localHub().httpsPort();
    Running.await(localHub().close());

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !Running.await(checks.checkStatus("hub")).getUp());
    assertThat(code(ask("sim-3"))).isEqualTo("503 hub-unavailable");
    started =
        Running.await(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, port, hubData())));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Running.await(checks.checkStatus("hub")).getUp());
    report(connected((name, payload) -> null), id, FirmwareStatus.COMPLETED);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(state(id)).isEqualTo("SUCCEEDED"));
  }

  private HttpResponse<Buffer> ask(String device) {
    var path = "/api/v1/devices/" + device + "/firmware-update";
    return Running.await(
        client
            .post(present(deployed).httpPort(), "127.0.0.1", path)
            .sendJsonObject(new JsonObject().put("fwPackageUri", "test.com")));
  }

  private String state(String id) {
    var answer =
        Running.await(
            client.get(present(deployed).httpPort(), "127.0.0.1", "/api/v1/updates/" + id).send());
    return answer.bodyAsJsonObject().getString("state");
  }

  private static String code(HttpResponse<Buffer> answer) {
    return answer.statusCode() + " " + answer.bodyAsJsonObject().getString("code");
  }

  private static void report(MqttDevice device, String id, FirmwareStatus status) {
    var firmware = new JsonObject().put("updateId", id).put("attempt", 1);
    Running.await(
        device.report(
            new JsonObject()
                .put("firmwareStatus", status.wire())
                .put("logTime", Instant.now().toString())
                .put("firmware", firmware)));
  }

  private MqttDevice connected(BiFunction<String, JsonObject, @Nullable MethodAnswer> methods) {
    var device = ConnectionString.parse(localHub().deviceConnectionString("sim-3"));
    return Running.await(
        MqttDevice.connect(vertx, device, localHub().mqttPort(), localHub().caPem(), methods));
  }

  private Path hubData() {
    return data.resolve("hub");
  }

  private LocalHub localHub() {
    return present(started);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("not there");
    }
    return value;
  }
}
