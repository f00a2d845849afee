// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkOptions;
import io.firmcast.agent.link.Links;
import io.firmcast.agent.link.TestHub;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.UpdateId;
import io.firmcast.localhub.event.Testimony;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Devices whose tokens are short-lived, updated over and over. The whole proof is {@code
 * -Dfirmcast.devices=1000 -Dfirmcast.token-life=10 -Dfirmcast.seconds=600}.
 */
class RenewalIT {
  private static final int DEVICES = Integer.getInteger("firmcast.devices", 60);
  private static final Duration LIFE =
      Duration.ofSeconds(Integer.getInteger("firmcast.token-life", 4));
  private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("firmcast.seconds", 8));
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final TestHub hub;

  /** How many connections the hub accepted in each second. */
  private final Map<Instant, Integer> connects = new TreeMap<>();

  private long witnessed;

  RenewalIT(@TempDir Path data) throws Exception {
    hub = new TestHub(vertx, "127.0.0.40", data);
  }

  @AfterEach
  void stop() throws Exception {
    hub.stop();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void no_update_fails_because_tokens_are_renewed_and_renewals_are_spread_over_time()
      throws Exception {
    var swarm = swarm();
    assertThat(swarm.status().connected()).isEqualTo(DEVICES);
    count();
    connects.clear();
    var began = Instant.now();

    var rounds = 0;
    while (Instant.now().isBefore(began.plus(RUN))) {
      var id = "round-" + rounds++;
      for (int i = 0; i < DEVICES; i++) {
        update("renewer-" + i, id);
      }
      for (int i = 0; i < DEVICES; i++) {
        awaitCompleted("renewer-" + i, id);
      }
      count();
    }

    var seconds = Duration.between(began, Instant.now()).toSeconds();
    var all = connects.values().stream().mapToInt(Integer::intValue).sum();
    var mean = (double) all / seconds;
    var most = connects.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    assertThat(all).as("every device has renewed").isGreaterThan(DEVICES);
    assertThat((double) most)
        .as("%d rounds, %d connects in %d s, at most %d in one", rounds, all, seconds, most)
        .isLessThan(2 * mean);
    assertThat(swarm.status().connected()).isEqualTo(DEVICES);
  }

  /** As a service does: a method without an answer may have run, and is asked again. */
  private void update(String device, String id) throws Exception {
    var payload =
        new JsonObject().put("fwPackageUri", "https://fw.example/image.bin").put("updateId", id);
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(() -> hub.invoke(device, FirmwareUpdate.METHOD, payload).statusCode() == 200);
  }

  private void awaitCompleted(String device, String id) {
    await(device + " has completed " + id)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              var reported = ReportedFirmware.fromReported(hub.reported(device));
              assertThat(reported.status()).isNotEqualTo(FirmwareStatus.FAILED);
              return reported.status() == FirmwareStatus.COMPLETED
                  && new UpdateId(id).equals(reported.updateId());
            });
  }

  /** Before the witness forgets. */
  private void count() {
    for (var seen = hub.witnessed(witnessed); !seen.isEmpty(); seen = hub.witnessed(witnessed)) {
      for (var testimony : seen) {
        witnessed = testimony.sequence();
        if (testimony instanceof Testimony.Connected) {
          connects.merge(testimony.at().truncatedTo(ChronoUnit.SECONDS), 1, Integer::sum);
        }
      }
    }
  }

  private Swarm swarm() throws Exception {
    var random = new SecureRandom();
    var clock = Clock.systemUTC();
    var links =
        new Links(vertx, hub.trust(), LinkOptions.DIRECT.withTokenLife(LIFE), clock, random);
    var pace = new SwarmPace(64, 1000);
    var swarm = new Swarm(vertx, links, DeviceMake.SIMULATED, clock, random, pace);
    List<AgentSettings> devices = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      devices.add(AgentSettings.of(hub.create("renewer-" + i)).withPhaseTime(Duration.ZERO));
    }
    swarm.deploy(devices, news -> {}).await(60, TimeUnit.SECONDS);
    return swarm;
  }
}
