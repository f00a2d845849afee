// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the built command says, and how it ends, when it cannot do as it is told. */
class CommandLineIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String HOST = "127.0.0.66";

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"--mqtt-port", "--https-port", "--http-port", "--management-port"})
  void a_busy_port_is_one_sentence_that_names_it_and_its_flag(String flag) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName(HOST));
        var up = up(flag, "" + taken.getLocalPort())) {
      assertThat(up.exitCode(SOON)).isEqualTo(1);
      assertThat(lastLine(up.err()))
          .isEqualTo(
              "firmcast: Port %d is in use; stop what uses it, or choose another with %s."
                  .formatted(taken.getLocalPort(), flag));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"orchestrator", "status-stream", "agents"})
  void a_wrong_connection_string_is_one_sentence_at_start(String command) throws Exception {
    try (var hub = hub()) {
      var wrong =
          Map.of(
              "IOTHUB_CONNECTION_STRING",
              "HostName=%s:%s;SharedAccessKeyName=iothubowner;SharedAccessKey=d3Jvbmcga2V5IQ=="
                  .formatted(HOST, httpsPort(hub)),
              "FIRMCAST_CA_FILE",
              dir.resolve("hub/ca.pem").toString());

      try (var service = FirmcastProcess.start(dir, wrong, command)) {
        assertThat(service.exitCode(SOON)).isEqualTo(1);
        assertThat(service.out()).isEmpty();
        assertThat(service.err().strip().lines()).hasSize(1);
        assertThat(service.err()).contains("refuses the connection string").doesNotContain("d3Jv");
      }
    }
  }

  @Test
  void a_second_hub_on_the_same_data_or_ports_says_so() throws Exception {
    try (var first = hub();
        var sameData = hub("" + Ports.free(), "" + Ports.free());
        var samePorts = hub("" + Ports.free(), httpsPort(first))) {
      assertThat(sameData.exitCode(SOON)).isEqualTo(1);
      assertThat(sameData.err()).contains("Another hub", "--data").doesNotContain("Exception");
      assertThat(samePorts.exitCode(SOON)).isEqualTo(1);
      assertThat(samePorts.err()).contains("Port " + httpsPort(first), "--https-port");
    }
  }

  @Test
  void ctrl_c_stops_everything_within_five_seconds() throws Exception {
    try (var up = up()) {
      await().atMost(SOON).until(() -> up.out().contains("Ctrl-C stops everything"));

      assertThat(up.terminate(Duration.ofSeconds(5))).isTrue();

      assertThat(up.err()).doesNotContain("WARN", "ERROR");
    }
  }

  private FirmcastProcess up(String... flags) throws Exception {
    Map<String, String> otherPorts = new HashMap<>();
    for (var name : List.of("MQTT_PORT", "HTTPS_PORT", "HTTP_PORT", "MANAGEMENT_PORT")) {
      otherPorts.put("FIRMCAST_" + name, "" + Ports.free());
    }
    List<String> words = new ArrayList<>();
    words.addAll(List.of("up", "--host", HOST, "--devices", "3", "--data", dir.toString()));
    words.addAll(List.of(flags));
    return FirmcastProcess.start(dir, otherPorts, words.toArray(String[]::new));
  }

  private FirmcastProcess hub() throws Exception {
    var hub = hub("" + Ports.free(), "" + Ports.free());
    await().atMost(SOON).until(() -> hub.out().contains("FIRMCAST_CA_FILE"));
    return hub;
  }

  private FirmcastProcess hub(String mqttPort, String httpsPort) throws Exception {
    return FirmcastProcess.start(
        dir,
        Map.of("FIRMCAST_MQTT_PORT", mqttPort, "FIRMCAST_HTTPS_PORT", httpsPort),
        "hub",
        "--host",
        HOST,
        "--data",
        dir.toString());
  }

  private static String httpsPort(FirmcastProcess hub) {
    return hub.out().replaceAll("(?s).*https://[\\d.]+:(\\d+).*", "$1");
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce((before, line) -> line).orElse("");
  }
}
