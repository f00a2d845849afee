// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Servers;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A whole update of a connected fleet whose phases take no time: seconds from the first method call
 * to the last {@code completed} that the hub has on its disk, by its witness log. Arguments:
 * devices, rounds.
 */
final class Updates {

  private static final JsonObject IMAGE =
      new JsonObject().put("fwPackageUri", "https://fw.example/router-2.1.0.bin");

  private Updates() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 10_000);
    var servers = new Servers();
    var comparison = new Comparison().with("agents", () -> measure(servers, devices));
    comparison.run(Servers.argument(args, 1, 3));
    comparison.print(devices + " agents through an update with phases of no length");
  }

  private static Run measure(Servers servers, int devices) throws Exception {
    try (var hub = Hubs.durable(servers, devices, 0);
        var calls = new Calls(hub);
        var fleet =
            Fleet.start(
                servers.folder(),
                1,
                Servers.HEAP,
                Kind.AGENTS,
                Where.of(hub),
                Duration.ZERO.toString())) {
      var watch = new Run.Stopwatch(hub, fleet.processes());
      fleet.connect(0, devices);
      var log = new WitnessLog(hub);
      log.forget();
      var cpu = fleet.cpu();
      watch.start();
      var first = Instant.now();
      calls.update(devices, n -> IMAGE);
      watch.figure("the last call answered, s", secondsBetween(first, Instant.now()));
      awaitCompleted(fleet, devices);
      watch.done("update", devices);
      watch.figure("client CPU µs/update", (fleet.cpu() - cpu) / devices * 1e6);
      watch.figure("the last completed, s", secondsBetween(first, log.last("completed", devices)));
      return watch.end();
    }
  }

  /** Without a word to the hub, which has enough to do. */
  static void awaitCompleted(Fleet fleet, int devices) throws Exception {
    while (fleet.completed() < devices) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  static double secondsBetween(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
