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
import io.firmcast.contract.UpdateId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One update by two paths, against the local hub; the hub's twin is the witness. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobKeyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private TestHub hub;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    hub = new TestHub(vertx, "127.0.0.34", data);
  }

  @AfterAll
  void stop() throws Exception {
    hub.stop();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(LinkKind.class)
  void what_was_desired_while_it_was_away_is_done_once_over_restarts(LinkKind kind)
      throws Exception {
    var id = "away-" + kind;
    var device = AgentSettings.of(hub.create(id)).withLink(kind, 8883);
    desire(id, "r42");

    var first = swarm(device);
    await().atMost(PATIENCE).until(() -> completed(id, "r42") == 1);
    first.undeploy().await(10, TimeUnit.SECONDS);
    swarm(device);

    await().atMost(PATIENCE).until(() -> reported(id).status() == FirmwareStatus.STAND_BY);
    var answer = hub.invoke(id, FirmwareUpdate.METHOD, update("r42"));
    assertThat(answer.body()).contains("already started", "completed");
    assertThat(completed(id, "r42")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(LinkKind.class)
  void by_method_and_as_desired_at_once_it_is_done_once(LinkKind kind) throws Exception {
    var id = "both-" + kind;
    swarm(AgentSettings.of(hub.create(id)).withLink(kind, 8883));

    desire(id, "r42");
    hub.invoke(id, FirmwareUpdate.METHOD, update("r42"));
    desire(id, "r42");
    hub.invoke(id, FirmwareUpdate.METHOD, update("r42"));

    await().atMost(PATIENCE).until(() -> completed(id, "r42") == 1);
    desire(id, "r43");
    await().atMost(PATIENCE).until(() -> completed(id, "r43") == 1);
    assertThat(completed(id, "r42")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(LinkKind.class)
  void what_is_desired_while_the_connection_is_lost_is_done_afterwards(LinkKind kind)
      throws Exception {
    var id = "lost-" + kind;
    var swarm = swarm(AgentSettings.of(hub.create(id)).withLink(kind, 8883));
    hub.stop();
    await().atMost(PATIENCE).until(() -> swarm.status().connected() == 0);
    hub.start();
    desire(id, "r42");

    await().atMost(PATIENCE).until(() -> completed(id, "r42") == 1);
  }

  private void desire(String device, String updateId) throws Exception {
    hub.desire(device, new JsonObject().put("firmware", update(updateId)));
  }

  private Swarm swarm(AgentSettings device) throws Exception {
    var random = new Random(7);
    var links = new Links(vertx, hub.trust(), LinkOptions.DIRECT, Clock.systemUTC(), random);
    var swarm =
        new Swarm(
            vertx, links, DeviceMake.SIMULATED, Clock.systemUTC(), random, new SwarmPace(50, 1000));
    swarm
        .deploy(List.of(device.withPhaseTime(Duration.ofMillis(50))), news -> {})
        .await(60, TimeUnit.SECONDS);
    return swarm;
  }

  private long completed(String device, String updateId) throws Exception {
    return reported(device).history().stream()
        .filter(transition -> transition.status() == FirmwareStatus.COMPLETED)
        .filter(transition -> new UpdateId(updateId).equals(transition.updateId()))
        .count();
  }

  private ReportedFirmware reported(String device) throws Exception {
    return ReportedFirmware.fromReported(hub.reported(device));
  }

  private static JsonObject update(String id) {
    return new JsonObject()
        .put("fwPackageUri", "https://fw.example/router-2.1.0.bin")
        .put("updateId", id)
        .put("version", "2.1.0");
  }
}
