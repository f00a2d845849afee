// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkException;
import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.agent.link.LinkState;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceAgentVerticleTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final ConnectionString SIM_7 =
      ConnectionString.parse("HostName=hub.example;DeviceId=sim-7;SharedAccessKey=c2VjcmV0");
  private static final JsonObject TO_2_1_0 =
      new JsonObject()
          .put("fwPackageUri", "https://fw.example/router-2.1.0.bin")
          .put("updateId", "r42")
          .put("version", "2.1.0");
  private static final Duration HOURS = Duration.ofHours(9);

  private final Vertx vertx = Vertx.vertx();
  private final FakeLink link = new FakeLink();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void it_stands_by_when_it_connects() throws Exception {
    var device = deploy(Duration.ZERO);

    await().until(() -> link.statuses().equals(List.of("standBy")));
    assertThat(device.state()).isEqualTo(new LinkState.Connected());
    assertThat(device.tried().isComplete()).isTrue();
    assertThat(link.patches().get(0).getString("logTime")).isEqualTo(NOW.toString());
    assertThat(link.patches().get(0).getJsonObject("firmware").getString("version"))
        .isEqualTo("1.0.0");
  }

  @Test
  void an_update_is_answered_at_once_and_walks_through_every_phase() throws Exception {
    deploy(Duration.ofMillis(20));

    var reply = link.invoke(FirmwareUpdate.METHOD, TO_2_1_0);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.payload())
        .isEqualTo(
            new JsonObject().put("Response", "Firmware update started").put("updateId", "r42"));
    await()
        .untilAsserted(
            () ->
                assertThat(link.statuses())
                    .containsExactly("standBy", "standBy", "downloading", "applying", "completed"));
    assertThat(link.patches().get(4)).isEqualTo(completed());
  }

  @Test
  void no_phase_time_at_all_works_and_loses_no_transition() throws Exception {
    deploy(Duration.ZERO);

    link.invoke(FirmwareUpdate.METHOD, TO_2_1_0);

    await().until(() -> link.statuses().contains("completed"));
    assertThat(link.patches().get(link.patches().size() - 1)).isEqualTo(completed());
  }

  @Test
  void the_origins_payload_is_enough_and_gets_an_id() throws Exception {
    deploy(HOURS);

    var reply =
        link.invoke(FirmwareUpdate.METHOD, new JsonObject().put("fwPackageUri", "test.com"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.payload().getString("updateId")).startsWith("device-");
  }

  @Test
  void the_same_update_again_is_not_done_twice() throws Exception {
    deploy(Duration.ZERO);
    link.invoke(FirmwareUpdate.METHOD, TO_2_1_0);
    await().until(() -> link.statuses().contains("completed"));
    var before = link.patches();

    var reply = link.invoke(FirmwareUpdate.METHOD, TO_2_1_0);

    assertThat(reply.payload().getString("Response")).isEqualTo("Firmware update already started");
    assertThat(reply.payload().getString("firmwareStatus")).isEqualTo("completed");
    assertThat(link.patches()).isEqualTo(before);
  }

  @Test
  void another_update_meanwhile_is_refused_with_the_running_one() throws Exception {
    deploy(HOURS);
    link.invoke(FirmwareUpdate.METHOD, TO_2_1_0);

    var reply = link.invoke(FirmwareUpdate.METHOD, TO_2_1_0.copy().put("updateId", "r43"));

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.payload().getString("updateId")).isEqualTo("r42");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | the message is missing",
        "7 | the message must be an object",
        "[] | the message must be an object",
        "\"text\" | the message must be an object",
        "{} | /fwPackageUri is required",
        "{\"fwPackageUri\":7} | /fwPackageUri must be a string",
        "{\"fwPackageUri\":\"u\",\"updateId\":\"a/b\"} | /updateId must be"
      })
  void a_bad_payload_is_named(String payload, String reason) throws Exception {
    deploy(HOURS);

    var reply = link.invoke(FirmwareUpdate.METHOD, io.vertx.core.json.Json.decodeValue(payload));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.payload().getString("Response")).isEqualTo("Bad request");
    assertThat(reply.payload().getString("reason")).startsWith(reason);
  }

  @Test
  void an_unknown_method_is_not_found() throws Exception {
    deploy(HOURS);

    assertThat(link.invoke("reboot", null).status()).isEqualTo(404);
  }

  @Test
  void undeploying_in_the_middle_is_a_complete_stop() throws Exception {
    var device = deploy(Duration.ofMillis(150));
    link.invoke(FirmwareUpdate.METHOD, TO_2_1_0);
    await().until(() -> link.statuses().contains("downloading"));

    vertx.undeploy(device.deploymentID()).await(5, TimeUnit.SECONDS);

    assertThat(link.closed).isTrue();
    await()
        .during(Duration.ofMillis(400))
        .atMost(Duration.ofSeconds(2))
        .until(() -> !link.statuses().contains("applying"));
  }

  @Test
  void a_restarted_device_goes_on_from_its_twin() throws Exception {
    link.withReported(completed());

    deploy(HOURS);

    await().until(() -> link.statuses().equals(List.of("standBy")));
    var firmware = link.patches().get(0).getJsonObject("firmware");
    assertThat(firmware.getString("version")).isEqualTo("2.1.0");
    assertThat(firmware.getJsonArray("history")).hasSize(6);
    assertThat(link.invoke(FirmwareUpdate.METHOD, TO_2_1_0).payload().getString("Response"))
        .isEqualTo("Firmware update already started");
  }

  @Test
  void nonsense_in_its_twin_is_written_anew() throws Exception {
    link.withReported(new JsonObject().put("firmwareStatus", 7).put("firmware", "<script>"));

    deploy(HOURS);

    await().until(() -> link.statuses().equals(List.of("standBy")));
  }

  @Test
  void a_method_that_comes_before_the_twin_waits_for_it() throws Exception {
    link.withReported(completed()).atOpening = null;
    deploy(HOURS);
    link.tell(new LinkState.Connected());

    var reply = link.invoke(FirmwareUpdate.METHOD, TO_2_1_0);

    assertThat(reply.payload().getString("Response")).isEqualTo("Firmware update already started");
  }

  @Test
  void what_happens_while_the_hub_is_away_is_told_when_it_is_back() throws Exception {
    deploy(Duration.ofMillis(20));
    await().until(() -> link.statuses().equals(List.of("standBy")));
    link.unreachable(Reason.NOT_CONNECTED);
    link.invoke(FirmwareUpdate.METHOD, TO_2_1_0);
    await().during(Duration.ofMillis(150)).until(() -> link.statuses().size() == 1);

    link.reportFailure = null;
    link.tell(new LinkState.Connected());

    await().until(() -> link.statuses().contains("completed"));
    assertThat(link.patches().get(link.patches().size() - 1)).isEqualTo(completed());
  }

  @Test
  void a_busy_hub_is_asked_again_without_a_new_connection() throws Exception {
    link.unreachable(Reason.BUSY);
    deploy(HOURS);
    await().during(Duration.ofMillis(100)).until(() -> link.patches().isEmpty());

    link.reportFailure = null;

    await().until(() -> link.statuses().equals(List.of("standBy")));
  }

  @Test
  void a_twin_that_cannot_be_read_is_read_again() throws Exception {
    link.twinFailure = LinkException.of(Reason.BUSY, "429");
    deploy(HOURS);
    await().during(Duration.ofMillis(100)).until(() -> link.patches().isEmpty());

    link.twinFailure = null;

    await().until(() -> link.statuses().equals(List.of("standBy")));
  }

  @Test
  void a_report_that_the_hub_never_takes_does_not_stop_the_next() throws Exception {
    deploy(HOURS);
    await().until(() -> link.statuses().equals(List.of("standBy")));
    link.unreachable(Reason.BAD_REQUEST);
    link.invoke(FirmwareUpdate.METHOD, TO_2_1_0);

    link.reportFailure = null;
    link.tell(new LinkState.Connected());

    await().until(() -> link.statuses().size() == 2);
  }

  @Test
  void a_hub_that_forgot_the_twin_hears_it_again() throws Exception {
    deploy(HOURS);
    await().until(() -> link.statuses().equals(List.of("standBy")));

    link.withReported(new JsonObject().put("firmwareStatus", "completed"));
    link.tell(new LinkState.Connected());

    await().until(() -> link.statuses().equals(List.of("standBy", "standBy")));
    assertThat(link.patches().get(1)).isEqualTo(link.patches().get(0));
  }

  @Test
  void a_reconnect_by_itself_reports_nothing() throws Exception {
    deploy(HOURS);
    await().until(() -> link.statuses().equals(List.of("standBy")));

    link.tell(new LinkState.Connected());

    await().during(Duration.ofMillis(100)).until(() -> link.statuses().size() == 1);
  }

  @Test
  void it_is_deployed_though_the_hub_refuses_it() throws Exception {
    link.atOpening = new LinkState.Refused("wrong key");

    var device = deploy(HOURS);

    assertThat(device.tried().await(5, TimeUnit.SECONDS))
        .isEqualTo(new LinkState.Refused("wrong key"));
    assertThat(device.state()).isEqualTo(new LinkState.Refused("wrong key"));
  }

  private DeviceAgentVerticle deploy(Duration phaseTime) throws Exception {
    var settings = AgentSettings.of(SIM_7).withPhaseTime(phaseTime);
    var device =
        new DeviceAgentVerticle(
            settings,
            () -> link,
            DeviceMake.SIMULATED,
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Random(7));
    vertx.deployVerticle(device).await(5, TimeUnit.SECONDS);
    return device;
  }

  private static JsonObject completed() {
    return new JsonObject()
        .put("firmwareStatus", "completed")
        .put("logTime", NOW.toString())
        .put("downloadComplete", NOW.toString())
        .put("startedApplyingImage", NOW.toString())
        .put("lastFirmwareUpdate", NOW.toString())
        .put(
            "firmware",
            new JsonObject()
                .put("version", "2.1.0")
                .put("updateId", "r42")
                .put("attempt", 1)
                .putNull("error")
                .put(
                    "history",
                    new JsonArray()
                        .add(transition("standBy"))
                        .add(transition("standBy").put("updateId", "r42"))
                        .add(transition("downloading").put("updateId", "r42"))
                        .add(transition("applying").put("updateId", "r42"))
                        .add(transition("completed").put("updateId", "r42"))));
  }

  private static JsonObject transition(String status) {
    return new JsonObject().put("status", status).put("at", NOW.toString());
  }
}
