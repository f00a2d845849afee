// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial of docs/real-updates.md, with the processes that a user starts. */
class RealUpdatesIT {
  private static final String HOST = "127.0.0.10";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path dir;

  @Test
  void a_signed_image_is_served_fetched_and_installed() throws Exception {
    Files.write(dir.resolve("router-2.1.0.bin"), new byte[3_000_000]);
    var web = web(dir.resolve("router-2.1.0.bin"));
    run("sign", "keys", "new", path("root"));
    run("sign", "keys", "new", path("release"));
    run(
        words(
            "sign keys trust --root %s --release %s --key %s --out %s"
                .formatted(
                    path("root.pub"), path("release.pub"), path("root.key"), path("trust"))));
    var update =
        run(
            words(
                ("sign manifest %s --key %s --uri http://%s:%d/router-2.1.0.bin --model router"
                        + " --hardware-revision b2 --firmware-version 2.1.0 --counter 7")
                    .formatted(
                        path("router-2.1.0.bin"),
                        path("release.key"),
                        HOST,
                        web.getAddress().getPort())));
    Files.writeString(dir.resolve("update.json"), update);

    try (var hub = hub();
        var agents = agents(hub, "--installer", "slots")) {
      await().atMost(SOON).until(() -> agents.out().contains("1 of 1 devices connected"));
      var answer =
          run(
              words(
                  "devices invoke -d real-0 --mn firmwareUpdate --mp @%s --data %s -o json"
                      .formatted(path("update.json"), dir)));

      assertThat(answer).contains("Firmware update started");
      await().atMost(SOON).until(() -> Files.exists(current()));
      await().atMost(SOON).until(() -> twin().contains("completed"));
      assertThat(twin()).contains("2.1.0");
      assertThat(current()).hasSameBinaryContentAs(dir.resolve("router-2.1.0.bin"));

      var unsigned =
          run(
              words(
                  ("devices invoke -d real-0 --mn firmwareUpdate --mp"
                          + " {\"fwPackageUri\":\"https://fw.example/x\"} --data %s -o json")
                      .formatted(dir)));
      assertThat(unsigned).contains("Rejected", "signature");

      assertThat(agents.terminate(Duration.ofSeconds(10))).isTrue();
      assertThat(agents.err()).doesNotContain("ERROR");
    } finally {
      web.stop(0);
    }
  }

  private Path current() throws Exception {
    try (var devices = Files.list(dir.resolve("agents/devices"))) {
      return devices.findFirst().orElse(dir).resolve("slots/current/image");
    }
  }

  private String twin() throws Exception {
    return run(words("devices twin -d real-0 --data %s -o json".formatted(dir)));
  }

  private FirmcastProcess agents(FirmcastProcess hub, String... flags) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("FIRMCAST_CA_FILE", dir.resolve("hub/ca.pem").toString());
    environment.put("FIRMCAST_MQTT_PORT", port(hub, "mqtts"));
    environment.put("FIRMCAST_MANAGEMENT_PORT", "" + Ports.free());
    environment.put(
        "IOTHUB_CONNECTION_STRING", Files.readString(dir.resolve("hub/connection-string")).strip());
    List<String> line =
        new ArrayList<>(
            List.of(
                words(
                    ("agents --count 1 --prefix real- --mode real --trust %s --model router"
                            + " --hardware-revision b2 --allow-http --allow-host %s --data %s")
                        .formatted(path("trust"), HOST, dir.resolve("agents")))));
    line.addAll(List.of(flags));
    return FirmcastProcess.start(dir, environment, line.toArray(String[]::new));
  }

  private FirmcastProcess hub() throws Exception {
    var ports =
        Map.of("FIRMCAST_MQTT_PORT", "" + Ports.free(), "FIRMCAST_HTTPS_PORT", "" + Ports.free());
    var hub = FirmcastProcess.start(dir, ports, "hub", "--host", HOST, "--data", dir.toString());
    await().atMost(SOON).until(() -> hub.out().contains("FIRMCAST_CA_FILE"));
    return hub;
  }

  private static HttpServer web(Path image) throws Exception {
    var web = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), 0), 0);
    var bytes = Files.readAllBytes(image);
    web.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          try (var body = exchange.getResponseBody()) {
            body.write(bytes);
          }
        });
    web.start();
    return web;
  }

  private String run(String... words) throws Exception {
    try (var process = FirmcastProcess.start(dir, Map.of(), words)) {
      assertThat(process.exitCode(SOON)).as(process.err()).isZero();
      return process.out();
    }
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  private static String port(FirmcastProcess hub, String scheme) {
    return hub.out().replaceAll("(?s).*" + scheme + "://[\\d.]+:(\\d+).*", "$1");
  }

  private String path(String name) {
    return dir.resolve(name).toString();
  }
}
