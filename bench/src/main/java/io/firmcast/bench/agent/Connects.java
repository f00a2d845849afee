// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Servers;
import java.time.Duration;

/**
 * Agents that connect to the local hub, with a token of their own that is checked, three
 * subscriptions, a twin read and a first report; beside bare vertx-mqtt clients that connect to a
 * bare server and subscribe. The servers' TLS is BoringSSL, the clients' the JDK's. Arguments:
 * devices, rounds.
 */
final class Connects {

  private Connects() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 10_000);
    var servers = new Servers();
    var comparison =
        new Comparison()
            .with("bare pair", () -> barePair(servers, devices))
            .with("agents and local hub", () -> withHub(servers, Kind.AGENTS, devices))
            .with("bare clients and local hub", () -> withHub(servers, Kind.BARE_CLIENTS, devices));
    comparison.run(Servers.argument(args, 1, 3));
    comparison.print(devices + " devices connect over TLS, 64 at once");
  }

  private static Run barePair(Servers servers, int devices) throws Exception {
    var bare = servers.bare("native");
    var where = Where.of(bare, servers.certificate().certificate());
    return measure(servers, bare, where, Kind.BARE_CLIENTS, devices);
  }

  private static Run withHub(Servers servers, Kind kind, int devices) throws Exception {
    var hub = Hubs.forgetful(servers, devices + warmUp(devices), 0);
    return measure(servers, hub, Where.of(hub), kind, devices);
  }

  private static Run measure(Servers servers, Server server, Where where, Kind kind, int devices)
      throws Exception {
    try (server;
        var fleet =
            Fleet.start(
                servers.folder(),
                1,
                Servers.HEAP,
                kind,
                where,
                Duration.ofSeconds(15).toString())) {
      var watch = new Run.Stopwatch(server, fleet.processes());
      watch.start();
      fleet.connect(devices, warmUp(devices));
      watch.done("cold connect", warmUp(devices));
      var cpu = fleet.cpu();
      watch.start();
      fleet.connect(0, devices);
      watch.done("connect", devices);
      watch.figure("client CPU µs/connect", (fleet.cpu() - cpu) / devices * 1e6);
      return watch.end();
    }
  }

  private static int warmUp(int devices) {
    return Math.max(1, devices / 10);
  }
}
