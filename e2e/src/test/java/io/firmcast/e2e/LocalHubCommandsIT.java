// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell commands of docs/local-hub.md, run as they stand there, at a hub on other ports. */
class LocalHubCommandsIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String HOST = "127.0.0.68";
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  /** Where each command must succeed, and a stream of events may go on for ever. */
  private static final String SHELL =
      """
      set -eu -o pipefail
      cd '%s'
      firmcast() { '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar '%s' "$@"; }
      events() { curl -sS --fail -N --max-time 3 "$@" || test $? = 28; }
      %s
      """;

  @TempDir private Path dir;

  @Test
  void each_command_does_what_the_page_says() throws Exception {
    for (var tool : new String[] {"bash", "openssl", "curl", "mosquitto_pub"}) {
      assumeThat(isThere(tool)).as(tool).isTrue();
    }
    var mqtt = Ports.free();
    var https = Ports.free();
    try (var hub = hub(mqtt, https)) {
      run("firmcast devices create -d my-device", mqtt, https);

      run(section("### Any MQTT client"), mqtt, https);
      var modules = run(section("### Modules"), mqtt, https);
      var certificates = run(section("### Devices with certificates (X.509)"), mqtt, https);
      var access = run(section("## Who may do what"), mqtt, https);
      var happened = run(section("## What happens in it"), mqtt, https);
      var habits = run(section("## Its bad habits"), mqtt, https);

      assertThat(modules).contains("ModuleId=camera;SharedAccessKey=", "desired.fps");
      assertThat(certificates)
          .contains(
              "CN=plant", "authentication  certificateAuthority", "authentication  selfSigned");
      assertThat(access)
          .contains("SharedAccessKeyName=service;SharedAccessKey=", "\"totalDeviceCount\":4");
      assertThat(happened)
          .contains("event: twinChangeEvents", "event: deviceConnectionStateEvents")
          .contains("\"kind\":\"connected\"");
      // {"rpm":900} in base64, as at Azure where no content type says that it is JSON.
      for (var pump : new String[] {"pump-0", "pump-1", "pump-2"}) {
        assertThat(happened.lines())
            .as(pump)
            .anyMatch(
                line -> line.contains(pump) && line.contains("\"payload\":\"eyJycG0iOjkwMH0=\""));
      }
      assertThat(habits).contains("\"kind\":\"delay-method\"", "\"tier\":\"S1\"");
      assertThat(hub.isAlive()).isTrue();
    }
  }

  private FirmcastProcess hub(int mqtt, int https) throws IOException {
    var hub =
        FirmcastProcess.start(
            dir,
            Map.of(),
            "hub",
            "--host",
            HOST,
            "--mqtt-port",
            Integer.toString(mqtt),
            "--https-port",
            Integer.toString(https),
            "--data",
            dir.resolve("data").toString());
    await().atMost(SOON).until(() -> hub.out().contains("FIRMCAST_CA_FILE"));
    return hub;
  }

  /** The shell blocks under a heading, up to the next of its rank. */
  private static String section(String heading) throws IOException {
    var page = Files.readString(Path.of("..", "docs", "local-hub.md"));
    var begin = page.indexOf("\n" + heading + "\n");
    assertThat(begin).as(heading).isPositive();
    var rest = page.substring(begin + 1 + heading.length());
    var rank = heading.substring(0, heading.indexOf(' '));
    var end = Pattern.compile("\n#{2," + rank.length() + "} ").matcher(rest);
    var text = end.find() ? rest.substring(0, end.start()) : rest;
    var blocks = BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
    assertThat(blocks).as(heading).isNotEmpty();
    return String.join("\n", blocks);
  }

  private String run(String commands, int mqtt, int https) throws Exception {
    var here =
        commands
            .replace("./firmcast ", "firmcast ")
            .replace("curl -N ", "events ")
            .replace("127.0.0.1:8443", HOST + ":" + https)
            .replace("-p 8883", "-p " + mqtt)
            .replace("127.0.0.1", HOST);
    var script = SHELL.formatted(dir, FirmcastProcess.tool("java"), FirmcastProcess.JAR, here);
    try (var shell = FirmcastProcess.program(dir, Map.of(), "bash", "-c", script)) {
      assertThat(shell.exitCode(SOON)).as(() -> here + shell.out() + shell.err()).isZero();
      return Stream.of(shell.out(), shell.err()).collect(Collectors.joining("\n"));
    }
  }

  private static boolean isThere(String tool) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
  }
}
