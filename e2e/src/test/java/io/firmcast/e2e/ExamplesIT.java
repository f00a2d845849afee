// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in {@code examples}, on unmodified SDKs, as docs/local-hub.md starts them. */
class ExamplesIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String HOST = "127.0.0.67";
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir private Path dir;

  @BeforeEach
  void the_sdks_dial_443_only() {
    assumeThat(mayListenOn443()).as("this user may listen on port 443").isTrue();
  }

  @Test
  void the_java_sdk_takes_it_for_azure_s() throws Exception {
    try (var hub = hub();
        var example = java(environment("java-1"), "java-1")) {
      assertThat(example.exitCode(SOON)).as(example::err).isZero();
      assertThat(example.out())
          .contains(
              "method  200 {\"did\":\"reboot\"}", "\"battery\":87", "{\"deviceId\":\"java-1\"}");
      assertThat(hub.isAlive()).isTrue();
    }
  }

  @Test
  void the_node_sdk_takes_it_for_azure_s() throws Exception {
    assumeThat(EXAMPLES.resolve("node/node_modules")).as("npm install was run there").exists();
    try (var hub = hub()) {
      var environment = environment("node-1");
      try (var device = node(environment, "device.js")) {
        await().atMost(SOON).until(() -> device.out().contains("sent"));
        try (var service = node(environment, "service.js", "node-1")) {
          assertThat(service.exitCode(SOON)).as(service::out).isZero();
          assertThat(service.out()).doesNotContain("FAILED").contains("{\"in\":3}");
        }
        assertThat(device.out())
            .contains("method reboot", "desired {\"interval\":5,\"$version\":2}");
      }
      assertThat(hub.isAlive()).isTrue();
    }
  }

  @Test
  void the_node_sdk_runs_jobs_and_keeps_configurations() throws Exception {
    assumeThat(EXAMPLES.resolve("node/node_modules")).as("npm install was run there").exists();
    try (var hub = hub()) {
      var environment = environment("node-2");
      try (var device = node(environment, "device.js")) {
        await().atMost(SOON).until(() -> device.out().contains("sent"));
        try (var jobs = node(environment, "jobs.js", "node-2")) {
          assertThat(jobs.exitCode(SOON)).as(jobs::out).isZero();
          assertThat(jobs.out().lines())
              .noneMatch(line -> line.contains("FAILED"))
              .anyMatch(line -> line.matches("bulk add +.*\"isSuccessful\":true.*"))
              .anyMatch(line -> line.matches("bulk remove +.*\"isSuccessful\":true.*"))
              .anyMatch(line -> line.matches("job twin +\"completed\""))
              .anyMatch(line -> line.matches("job method +.*\"succeededCount\":1.*"))
              .anyMatch(line -> line.matches("job rows +.*\"node-2\",\"completed\".*\"in\":4.*"))
              .anyMatch(line -> line.matches("jobs +\\[\"completed\",\"completed\"]"))
              .anyMatch(line -> line.matches("configuration +5"));
        }
        assertThat(device.out())
            .contains("method reboot {\"delay\":4}", "desired {\"interval\":6,\"$version\":2}");
      }
      assertThat(hub.isAlive()).isTrue();
    }
  }

  private FirmcastProcess hub() throws IOException {
    var hub =
        FirmcastProcess.start(
            dir, Map.of(), "hub", "--host", HOST, "--https-port", "443", "--data", dir.toString());
    await().atMost(SOON).until(() -> hub.out().contains("FIRMCAST_CA_FILE"));
    return hub;
  }

  private Map<String, String> environment(String device) throws Exception {
    try (var create =
        FirmcastProcess.start(
            dir,
            Map.of(),
            List.of("devices", "create", "--data", dir.toString(), "-d", device)
                .toArray(String[]::new))) {
      assertThat(create.exitCode(SOON)).as(create::err).isZero();
    }
    try (var show =
        FirmcastProcess.start(
            dir,
            Map.of(),
            "devices",
            "show",
            "--data",
            dir.toString(),
            "-d",
            device,
            "--show-connection-string")) {
      assertThat(show.exitCode(SOON)).as(show::err).isZero();
      return Map.of(
          "IOTHUB_CONNECTION_STRING",
          Files.readString(dir.resolve("hub/connection-string")).strip(),
          "IOTHUB_DEVICE_CONNECTION_STRING",
          show.out().replaceAll("(?s).*connection string +", "").strip(),
          "FIRMCAST_CA_FILE",
          dir.resolve("hub/ca.pem").toString());
    }
  }

  private FirmcastProcess java(Map<String, String> environment, String device) throws Exception {
    var store = dir.resolve("hub.p12").toString();
    var keytool =
        FirmcastProcess.program(
            dir,
            Map.of(),
            FirmcastProcess.tool("keytool"),
            "-importcert",
            "-noprompt",
            "-alias",
            "firmcast",
            "-file",
            dir.resolve("hub/ca.pem").toString(),
            "-keystore",
            store,
            "-storepass",
            "changeit");
    assertThat(keytool.exitCode(SOON)).as(keytool::err).isZero();
    return FirmcastProcess.program(
        dir,
        environment,
        FirmcastProcess.tool("java"),
        "-Djavax.net.ssl.trustStore=" + store,
        "-Djavax.net.ssl.trustStorePassword=changeit",
        "-cp",
        FirmcastProcess.JAR.toString(),
        EXAMPLES.resolve("java/RoundTrip.java").toString(),
        device);
  }

  private FirmcastProcess node(Map<String, String> environment, String... words)
      throws IOException {
    var command = new ArrayList<String>(List.of("node"));
    command.add(EXAMPLES.resolve("node").resolve(words[0]).toString());
    command.addAll(List.of(words).subList(1, words.length));
    return FirmcastProcess.program(dir, environment, command.toArray(String[]::new));
  }

  private static boolean mayListenOn443() {
    try (var socket = new ServerSocket(443, 1, InetAddress.getByName(HOST))) {
      return socket.isBound();
    } catch (IOException refused) {
      return false;
    }
  }
}
