// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.firmcast.localhub.Memory;
import io.firmcast.localhub.head.Tls;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The contenders, each ready for connections. */
public final class Servers {

  // The same for all; what is free goes back to the machine, so that memory can be told.
  public static final List<String> HEAP =
      List.of(
          "-Xmx3g",
          "-XX:+UseSerialGC",
          "-XX:MinHeapFreeRatio=5",
          "-XX:MaxHeapFreeRatio=10",
          "-XX:-ShrinkHeapInSteps");

  // For a profiler: -Dbench.hub.jvm="-XX:StartFlightRecording=…".
  private static final List<String> HUBS_OWN =
      Arrays.stream(System.getProperty("bench.hub.jvm", "").split(" ", -1))
          .filter(word -> !word.isEmpty())
          .toList();

  private static final String UNLIMITED = "NONE";

  private final Path folder;
  private final Certificate certificate;

  public Servers() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("firmcast-bench");
    certificate = Certificate.make(folder);
  }

  public Path folder() {
    return folder;
  }

  /** The local hub with so many devices, durable if it is given a directory. */
  Server hub(String data, int devices) throws IOException {
    return hub(data, devices, Tls.best());
  }

  Server hub(String data, int devices, Tls tls) throws IOException {
    return hub(data, devices, tls, 0, Memory.USUAL.testimonies(), UNLIMITED);
  }

  /**
   * A hub whose witness remembers so much.
   *
   * @param mqttPort 0 for any; the Azure SDK dials 8883
   */
  public Server hub(String data, int devices, int mqttPort, int testimonies) throws IOException {
    return hub(data, devices, Tls.best(), mqttPort, testimonies, UNLIMITED);
  }

  /** A hub with the rates of one unit of a tier, or none of {@code NONE}. */
  public Server hub(String data, int devices, int testimonies, String tier) throws IOException {
    return hub(data, devices, Tls.best(), 0, testimonies, tier);
  }

  private Server hub(String data, int devices, Tls tls, int mqttPort, int testimonies, String tier)
      throws IOException {
    var flags = Stream.concat(HEAP.stream(), HUBS_OWN.stream()).toList();
    var process =
        Server.java(
            log("hub"),
            flags,
            HubServer.class,
            data,
            Integer.toString(devices),
            tls.name(),
            Integer.toString(mqttPort),
            Integer.toString(testimonies),
            tier);
    var told = Server.ready(process);
    var owner = ConnectionString.parse(told.get(3));
    var token = SasToken.forService(owner, Instant.now().plus(Duration.ofHours(6)));
    Function<Integer, Login> logins =
        n -> new Login("d" + n, Server.HOST + "/d" + n + "/?api-version=2021-04-12", token);
    return new Server(process, Integer.parseInt(told.get(1)), tls != Tls.NONE, told, logins);
  }

  /** A vertx-mqtt server that does nothing; engine plain, jdk or native. */
  public Server bare(String engine) throws IOException {
    var port = freePort();
    var process =
        Server.java(
            log("bare"),
            HEAP,
            BareServer.class,
            Integer.toString(port),
            Integer.toString(freePort()),
            engine,
            certificate.certificate().toString(),
            certificate.key().toString());
    return anyone(process, port, !engine.equals("plain"), Server.ready(process));
  }

  Server mosquitto(boolean tls) throws IOException, InterruptedException {
    var port = freePort();
    var lines = new ArrayList<String>();
    lines.add("listener " + port + " " + Server.HOST);
    lines.addAll(List.of("allow_anonymous true", "max_connections -1", "persistence false"));
    lines.add("user root");
    if (tls) {
      lines.add("certfile " + certificate.certificate());
      lines.add("keyfile " + certificate.key());
    }
    var file = Files.write(folder.resolve("mosquitto.conf"), lines);
    var process =
        new ProcessBuilder("mosquitto", "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log("mosquitto").toFile())
            .start();
    Server.listens(process, port);
    return anyone(process, port, tls, List.of());
  }

  /** A broker of {@code bench/peers}, on the class path that bench/run made for it; plain TCP. */
  Server peer(String name, String main) throws IOException {
    var port = freePort();
    var classpath = Files.readString(Path.of("bench/peers", name, "target/classpath")).trim();
    var process =
        Server.java(
            log(name),
            "bench/peers/" + name + "/target/classes:" + classpath,
            HEAP,
            main,
            Integer.toString(port),
            folder.resolve(name).toString());
    return anyone(process, port, false, Server.ready(process));
  }

  private static Server anyone(Process process, int port, boolean tls, List<String> told) {
    return new Server(process, port, tls, told, n -> new Login("d" + n, "u", "p"));
  }

  /** Its certificate is that of {@link #bare}, too. */
  public Certificate certificate() {
    return certificate;
  }

  /** A file server over HTTPS. */
  public Server files(Path files) throws IOException {
    var port = freePort();
    var process =
        Server.java(
            log("files"),
            HEAP,
            FileServer.class,
            Integer.toString(port),
            files.toString(),
            certificate.certificate().toString(),
            certificate.key().toString());
    return anyone(process, port, true, Server.ready(process));
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A number on the command line. */
  public static int argument(String[] args, int index, int standard) {
    return args.length > index ? Integer.parseInt(args[index]) : standard;
  }
}
