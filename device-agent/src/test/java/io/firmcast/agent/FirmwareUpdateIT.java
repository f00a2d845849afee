// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkKind;
import io.firmcast.agent.link.LinkOptions;
import io.firmcast.agent.link.Links;
import io.firmcast.agent.link.TestHub;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole devices against the local hub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirmwareUpdateIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonObject TO_2_1_0 =
      new JsonObject()
          .put("fwPackageUri", "https://fw.example/router-2.1.0.bin")
          .put("updateId", "r42")
          .put("version", "2.1.0");

  private final Vertx vertx = Vertx.vertx();
  private TestHub hub;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    hub = new TestHub(vertx, "127.0.0.33", data);
  }

  @AfterAll
  void stop() throws Exception {
    hub.stop();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(LinkKind.class)
  void an_update_ends_completed_in_the_twin_with_every_phase(LinkKind kind) throws Exception {
    var id = "whole-" + kind;
    swarm(List.of(AgentSettings.of(hub.create(id)).withLink(kind, 8883)));

    var answer = hub.invoke(id, FirmwareUpdate.METHOD, TO_2_1_0);

    assertThat(new JsonObject(answer.body()).getJsonObject("payload").getString("Response"))
        .isEqualTo("Firmware update started");
    await().atMost(PATIENCE).until(() -> status(id) == FirmwareStatus.COMPLETED);
    var reported = ReportedFirmware.fromReported(hub.reported(id));
    assertThat(reported.version()).isEqualTo("2.1.0");
    assertThat(reported.history())
        .extracting(Transition::status)
        .containsExactly(
            FirmwareStatus.STAND_BY,
            FirmwareStatus.STAND_BY,
            FirmwareStatus.DOWNLOADING,
            FirmwareStatus.APPLYING,
            FirmwareStatus.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource(LinkKind.class)
  void an_update_goes_on_while_the_hub_is_away_and_is_told_afterwards(LinkKind kind)
      throws Exception {
    var id = "patient-" + kind;
    var swarm = swarm(List.of(AgentSettings.of(hub.create(id)).withLink(kind, 8883)));
    hub.invoke(id, FirmwareUpdate.METHOD, TO_2_1_0);

    hub.stop();
    await().atMost(PATIENCE).until(() -> swarm.status().connected() == 0);
    hub.start();

    await().atMost(PATIENCE).until(() -> status(id) == FirmwareStatus.COMPLETED);
    assertThat(ReportedFirmware.fromReported(hub.reported(id)).history()).hasSize(5);
  }

  @Test
  void a_hundred_devices_come_up_update_and_stop_within_five_seconds() throws Exception {
    List<AgentSettings> devices = new ArrayList<>();
    for (var i : IntStream.range(0, 100).toArray()) {
      devices.add(AgentSettings.of(hub.create("many-" + i)));
    }

    var swarm = swarm(devices);

    assertThat(swarm.status().connected()).isEqualTo(100);
    for (var device : devices) {
      hub.invoke(device.deviceId().value(), FirmwareUpdate.METHOD, TO_2_1_0);
    }
    for (var device : devices) {
      await()
          .pollDelay(Duration.ZERO)
          .atMost(PATIENCE)
          .until(() -> status(device.deviceId().value()) == FirmwareStatus.COMPLETED);
    }
    swarm.undeploy().await(5, TimeUnit.SECONDS);
    await()
        .atMost(PATIENCE)
        .until(() -> hub.twin("many-0").getString("connectionState").equals("Disconnected"));
  }

  @Test
  void a_swarm_with_wrong_keys_is_hopeless() throws Exception {
    var right = hub.create("locked-out");
    var wrong = new ConnectionString(right.hostName(), null, "locked-out", "d3JvbmcgYXMgY2FuIGJl");

    var swarm = swarm(List.of(AgentSettings.of(wrong)));

    assertThat(swarm.status().isHopeless()).isTrue();
    assertThat(swarm.status().refusal())
        .contains("127.0.0.33 does not accept the credentials of locked-out");
  }

  private Swarm swarm(List<AgentSettings> devices) throws Exception {
    var random = new Random(7);
    var links = new Links(vertx, hub.trust(), LinkOptions.DIRECT, Clock.systemUTC(), random);
    var swarm =
        new Swarm(
            vertx, links, DeviceMake.SIMULATED, Clock.systemUTC(), random, new SwarmPace(50, 1000));
    var quick =
        devices.stream().map(device -> device.withPhaseTime(Duration.ofMillis(300))).toList();
    swarm.deploy(quick, news -> {}).await(60, TimeUnit.SECONDS);
    return swarm;
  }

  private FirmwareStatus status(String id) throws Exception {
    return ReportedFirmware.fromReported(hub.reported(id)).status();
  }
}
