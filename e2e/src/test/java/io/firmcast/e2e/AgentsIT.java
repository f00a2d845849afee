// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Device agents as a process of their own: parts of a fleet, a script, and how they end. */
class AgentsIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final String HOST = "127.0.0.69";

  @TempDir private Path dir;

  @Test
  void two_parts_of_a_fleet_are_the_fleet_and_end_cleanly_in_the_middle_of_an_update()
      throws Exception {
    try (var hub = hub();
        var first = agents(hub, "--count", "30", "--shard", "0/2", "--phase-time", "30s");
        var second = agents(hub, "--count", "30", "--shard", "1/2", "--phase-time", "30s")) {
      await().atMost(SOON).until(() -> first.out().contains("15 of 15 devices connected"));
      await().atMost(SOON).until(() -> second.out().contains("15 of 15 devices connected"));
      assertThat(devices("invoke", "-d", "sim-20", "--mn", "firmwareUpdate", "--mp", PAYLOAD))
          .contains("Firmware update started");

      assertThat(second.terminate(STOP)).isTrue();

      assertThat(second.err()).doesNotContain("goodbye", "not every", "cut off", "ERROR");
      assertThat(devices("twin", "-d", "sim-20")).contains("Disconnected", "\"updateId\":\"r42\"");
      assertThat(devices("twin", "-d", "sim-29")).contains("Disconnected");
      assertThat(devices("twin", "-d", "sim-0")).contains("\"connectionState\":\"Connected\"");
      assertThat(first.terminate(STOP)).isTrue();
    }
  }

  @Test
  void a_script_makes_devices_misbehave() throws Exception {
    var script =
        Files.writeString(
            dir.resolve("script.json"),
            "{\"behaviours\":[{\"kind\":\"fails\",\"fraction\":1,\"phase\":\"downloading\","
                + "\"code\":\"hash\"}]}");
    try (var hub = hub();
        var fleet =
            agents(hub, "--count", "2", "--phase-time", "100ms", "--script", script.toString())) {
      await().atMost(SOON).until(() -> fleet.out().contains("2 of 2 devices connected"));

      devices("invoke", "-d", "sim-1", "--mn", "firmwareUpdate", "--mp", PAYLOAD);

      await()
          .atMost(SOON)
          .until(() -> devices("twin", "-d", "sim-1").contains("\"firmwareStatus\":\"failed\""));
      assertThat(devices("twin", "-d", "sim-1")).contains("\"code\":\"hash\"");
    }
  }

  private static final String PAYLOAD = "{\"fwPackageUri\":\"test.com\",\"updateId\":\"r42\"}";

  private FirmcastProcess agents(FirmcastProcess hub, String... flags) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "IOTHUB_CONNECTION_STRING", Files.readString(dir.resolve("hub/connection-string")).strip());
    environment.put("FIRMCAST_CA_FILE", dir.resolve("hub/ca.pem").toString());
    environment.put("FIRMCAST_MQTT_PORT", port(hub, "mqtts"));
    environment.put("FIRMCAST_MANAGEMENT_PORT", "" + Ports.free());
    List<String> words = new ArrayList<>(List.of("agents"));
    words.addAll(List.of(flags));
    return FirmcastProcess.start(dir, environment, words.toArray(String[]::new));
  }

  /** What the command says, in one line of JSON. */
  private String devices(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("devices"));
    all.addAll(List.of(words));
    all.addAll(List.of("--output", "json", "--data", dir.toString()));
    try (var command = FirmcastProcess.start(dir, Map.of(), all.toArray(String[]::new))) {
      assertThat(command.exitCode(SOON)).as(command::err).isZero();
      return command.out().replaceAll("\\s*\\R\\s*", "").replace(" : ", ":");
    }
  }

  private FirmcastProcess hub() throws Exception {
    var hub =
        FirmcastProcess.start(
            dir,
            Map.of(
                "FIRMCAST_MQTT_PORT", "" + Ports.free(), "FIRMCAST_HTTPS_PORT", "" + Ports.free()),
            "hub",
            "--host",
            HOST,
            "--data",
            dir.toString());
    await().atMost(SOON).until(() -> hub.out().contains("FIRMCAST_CA_FILE"));
    return hub;
  }

  private static String port(FirmcastProcess hub, String scheme) {
    return hub.out().replaceAll("(?s).*" + scheme + "://[\\d.]+:(\\d+).*", "$1");
  }
}
