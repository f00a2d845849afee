// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as separate processes, each started as the README says. They are started once: the last
 * tests are the ones that stop them.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class FiveProcessesIT {
  private static final Duration START = Duration.ofSeconds(60);
  private static final String HOST = "127.0.0.64";

  /** So long that an update must be shown because it was asked for, not because it was swept up. */
  private static final Duration SWEEP = Duration.ofSeconds(20);

  private final Deque<FirmcastProcess> running = new ArrayDeque<>();
  private Path dir;
  private Map<String, String> environment;
  private FirmcastProcess hub;
  private String[] hubWords;
  private String page;
  private String streamHealth;

  @BeforeAll
  void start(@TempDir Path dir) throws Exception {
    this.dir = dir;
    var api = "http://127.0.0.1:" + Ports.free();
    page = "http://127.0.0.1:" + Ports.free();
    streamHealth = "http://127.0.0.1:" + Ports.free();
    environment = Map.of();
    hubWords =
        new String[] {
          "hub", "--host", HOST, "--https-port", "" + Ports.free(), "--data", dir.toString()
        };
    hub = run(hubWords);
    await().atMost(START).until(() -> hub.out().contains("FIRMCAST_CA_FILE"));
    environment = exports(hub.out());
    run(
        "orchestrator",
        "--http-port",
        port(api),
        "--management-port",
        "" + Ports.free(),
        "--data",
        dir.toString());
    run(
        "status-stream",
        "--http-port",
        port(page),
        "--management-port",
        port(streamHealth),
        "--sweep-interval",
        SWEEP.toSeconds() + "s",
        "--orchestrator",
        api);
    var agents =
        run("agents", "--count", "5", "--phase-time", "1s", "--management-port", "" + Ports.free());
    await().atMost(START).until(() -> agents.out().contains("5 of 5 devices connected"));
    await().atMost(START).until(() -> Http.answers(page + "/", 200));
    await().atMost(START).until(() -> Http.answers(api + "/api/v1/updates/none", 404));
  }

  @AfterAll
  void stop() {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }

  @Test
  @Order(1)
  void the_command_line_tells_an_update_from_beginning_to_end() throws Exception {
    var update = update("sim-3");

    assertThat(update.exitCode(START)).as(update.err()).isZero();
    assertThat(update.err()).isEmpty();
    assertThat(update.out().lines().limit(5))
        .containsExactly(
            "sim-3 answered 200: Firmware update started",
            "Waiting on device...",
            "Downloading firmware...",
            "Download complete, applying firmware...",
            "Firmware applied");
    assertThat(update.out()).containsPattern("firmwareStatus +completed");
  }

  @Test
  @Order(2)
  void every_transition_reaches_a_client_that_watches_the_whole_fleet() throws Exception {
    try (var feed = new FeedReader(page)) {
      var answer = Http.update(page, "sim-2");

      assertThat(answer.status()).isEqualTo(202);
      var updateId = answer.body().getString("updateId");
      await()
          .atMost(SWEEP.dividedBy(2))
          .untilAsserted(
              () ->
                  assertThat(feed.statuses("sim-2", updateId))
                      .isEqualTo(List.of("standBy", "downloading", "applying", "completed")));
    }
  }

  @Test
  @Order(3)
  void a_hub_that_is_killed_and_comes_back_is_noticed_and_forgiven() throws Exception {
    hub.kill();
    await().atMost(START).until(() -> Http.answers(streamHealth + "/health/ready", 503));
    var refused = Http.update(page, "sim-1");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body().getString("code")).isEqualTo("hub-unavailable");
    assertThat(running).filteredOn(FirmcastProcess::isAlive).hasSize(3);

    hub = run(hubWords);

    await().atMost(START).until(() -> Http.answers(streamHealth + "/health/ready", 200));
    await().atMost(START).until(() -> Http.update(page, "sim-1").status() == 202);
  }

  @Test
  @Order(4)
  void every_process_stops_within_five_seconds() throws Exception {
    for (var process : running) {
      assertThat(process.terminate(Duration.ofSeconds(5))).as(process.err()).isTrue();
    }
  }

  private FirmcastProcess update(String device) throws IOException {
    return FirmcastProcess.start(
        dir, Map.of(), "update", device, "--uri", "https://fw.example/router.bin", "--url", page);
  }

  private FirmcastProcess run(String... words) throws IOException {
    var process = FirmcastProcess.start(dir, environment, words);
    running.push(process);
    return process;
  }

  private static Map<String, String> exports(String said) {
    return Pattern.compile("export (\\w+)='([^']*)'")
        .matcher(said)
        .results()
        .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
  }

  private static String port(String origin) {
    return origin.substring(origin.lastIndexOf(':') + 1);
  }
}
