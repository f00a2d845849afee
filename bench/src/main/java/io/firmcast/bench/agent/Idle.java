// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Servers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a connected device costs that has nothing to do: heap, resident memory, threads, processor
 * time. All are at the same local hub over TLS with the same subscriptions. Arguments: devices,
 * rounds, Azure SDK clients; {@code -Dbench.idle=60}, seconds of rest.
 */
final class Idle {

  private static final int SECONDS = Integer.getInteger("bench.idle", 60);

  /** Until no report of a new connection is under way any more. */
  private static final int SETTLE_SECONDS = 5;

  private Idle() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 10_000);
    var clients = Servers.argument(args, 2, 500);
    var servers = new Servers();
    var comparison =
        new Comparison()
            .with("bare vertx-mqtt clients", () -> measure(servers, Kind.BARE_CLIENTS, devices))
            .with("agents", () -> measure(servers, Kind.AGENTS, devices))
            .with("Azure SDK clients", () -> measure(servers, Kind.ORIGIN, clients));
    comparison.run(Servers.argument(args, 1, 3));
    comparison.print(devices + " idle agents, and " + clients + " clients of the Azure SDK");
  }

  private static Run measure(Servers servers, Kind kind, int devices) throws Exception {
    var warmUp = Math.max(1, devices / 50);
    var port = kind == Kind.ORIGIN ? Hubs.AZURE_PORT : 0;
    try (var hub = Hubs.forgetful(servers, devices + warmUp, port);
        var fleet =
            Fleet.start(
                servers.folder(),
                1,
                Servers.HEAP,
                kind,
                Where.of(hub),
                Duration.ofSeconds(15).toString())) {
      var watch = new Run.Stopwatch(hub, fleet.processes());
      fleet.connect(devices, warmUp);
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      var heap = fleet.heap();
      var rss = fleet.rss();
      watch.figure("threads with a 50th of them", fleet.threads());
      fleet.connect(0, devices / 2);
      watch.figure("threads with half of them", fleet.threads());
      fleet.connect(devices / 2, devices - devices / 2);
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      watch.figure("threads with all of them", fleet.threads());
      watch.figure("heap, KB a device", (fleet.heap() - heap) / 1024 / devices);
      watch.figure("resident, KB a device", (fleet.rss() - rss) / 1024 / devices);
      var cpu = fleet.cpu();
      TimeUnit.SECONDS.sleep(SECONDS);
      watch.figure("idle CPU, % of a core", (fleet.cpu() - cpu) / SECONDS * 100);
      watch.figure(
          "idle CPU, ms a device and hour", (fleet.cpu() - cpu) / SECONDS * 3600e3 / devices);
      return watch.end();
    }
  }
}
