// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Servers;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * How many devices a machine can be, in the middle of an update: agents, the origin's way (a client
 * of the Azure SDK each, and a thread that sleeps through the update) in one process, and the
 * origin itself, a process each. Arguments: agents, clients, processes, rounds; {@code
 * -Dbench.phase=10}, seconds.
 */
final class Origin {

  private static final Duration PHASE = Duration.ofSeconds(Integer.getInteger("bench.phase", 10));
  private static final double GB = 1 << 30;
  private static final JsonObject IMAGE = new JsonObject().put("fwPackageUri", "test.com");

  private Origin() {}

  public static void main(String[] args) throws Exception {
    var agents = Servers.argument(args, 0, 5000);
    var clients = Servers.argument(args, 1, 500);
    var processes = Servers.argument(args, 2, 20);
    var servers = new Servers();
    var comparison =
        new Comparison()
            .with(
                "agents: " + agents + " in a process",
                () -> measure(servers, Kind.AGENTS, agents, 1, Servers.HEAP))
            .with(
                "origin's way: " + clients + " in a process",
                () -> measure(servers, Kind.ORIGIN, clients, 1, Servers.HEAP))
            .with(
                "origin: a process each, " + processes + " of them",
                () -> measure(servers, Kind.ORIGIN, processes, processes, List.of()));
    comparison.run(Servers.argument(args, 3, 3));
    comparison.print("All devices in an update of three phases, " + PHASE.toSeconds() + " s each");
  }

  private static Run measure(
      Servers servers, Kind kind, int devices, int processes, List<String> jvm) throws Exception {
    var port = kind == Kind.ORIGIN ? Hubs.AZURE_PORT : 0;
    try (var hub = Hubs.durable(servers, devices, port);
        var calls = new Calls(hub);
        var fleet =
            Fleet.start(servers.folder(), processes, jvm, kind, Where.of(hub), PHASE.toString())) {
      var watch = new Run.Stopwatch(hub, fleet.processes());
      fleet.connect(0, devices);
      var log = new WitnessLog(hub);
      log.forget();
      var cpu = fleet.cpu();
      calls.update(devices, n -> IMAGE);
      watch.figure("threads a device", fleet.threads() / devices);
      var resident = fleet.rss() / devices;
      Updates.awaitCompleted(fleet, devices);
      log.last("completed", devices);
      var ofAnUpdate = (fleet.cpu() - cpu) / devices;
      watch.figure("resident, KB a device", resident / 1024);
      watch.figure("devices a GB", GB / resident);
      watch.figure("CPU, ms an update", ofAnUpdate * 1e3);
      watch.figure("updates a second of a core", 1 / ofAnUpdate);
      return watch.end();
    }
  }
}
