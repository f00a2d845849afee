// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/**
 * A large fleet on disk: memory with some of it connected, and how long the hub takes to come back
 * after a kill -9. Arguments: devices, connected.
 */
final class Restart {

  private static final String PATCH_TOPIC = "$iothub/twin/PATCH/properties/reported/?$rid=1";
  private static final double MB = 1024 * 1024;

  private Restart() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 100_000);
    var connected = Servers.argument(args, 1, 15_000);
    var servers = new Servers();
    var data = Files.createTempDirectory(servers.folder(), "data").toString();
    System.out.printf("%n### %d devices registered, %d connected%n%n", devices, connected);
    System.out.println("| | |\n|---|---|");
    var began = System.nanoTime();
    try (var server = servers.hub(data, devices)) {
      row("registering, with the start (s)", secondsSince(began));
      row("memory (MB)", Proc.rss(server.process().pid()) / MB);
      fill(server, connected);
      server.process().destroyForcibly();
    }
    began = System.nanoTime();
    try (var server = servers.hub(data, 0)) {
      row("start after kill -9 (s)", secondsSince(began));
      row("memory after the restart (MB)", Proc.rss(server.process().pid()) / MB);
      began = System.nanoTime();
      try (var clients = new Clients(server)) {
        clients.connect(0, connected);
        row("all of them connected again (s)", secondsSince(began));
        TimeUnit.SECONDS.sleep(5);
        row("memory then (MB)", Proc.rss(server.process().pid()) / MB);
      }
    }
  }

  private static void fill(Server server, int connected) throws Exception {
    try (var clients = new Clients(server)) {
      var began = System.nanoTime();
      clients.connect(0, connected);
      row("connecting (s)", secondsSince(began));
      began = System.nanoTime();
      clients.each(
          connected,
          device ->
              device.publish(PATCH_TOPIC, Buffer.buffer("{\"firmwareStatus\":\"completed\"}")));
      row("one durable report of each (s)", secondsSince(began));
      TimeUnit.SECONDS.sleep(5);
      row("memory with them connected (MB)", Proc.rss(server.process().pid()) / MB);
    }
  }

  private static void row(String name, double value) {
    System.out.printf("| %s | %.1f |%n", name, value);
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
