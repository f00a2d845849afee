// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.rollout;

import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Proc;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Servers;
import io.firmcast.hub.quota.HubTier;

/**
 * A rollout over a connected fleet whose phases take no time, from the wish to start it to its
 * being completed, beside the origin's loop on one thread and on 64. Each has a fresh hub and as
 * many connected devices; the loops update only some of them, and their rate is carried on.
 * Arguments: devices, rounds, devices of the loop on one thread, of that on 64.
 */
final class TenThousand {

  private TenThousand() {}

  public static void main(String[] args) throws Exception {
    // What 64 threads use: the JDK keeps five connections open otherwise.
    System.setProperty("http.maxConnections", "64");
    var devices = Servers.argument(args, 0, 10_000);
    var one = Servers.argument(args, 2, 30);
    var some = Servers.argument(args, 3, 1_500);
    var servers = new Servers();
    var comparison =
        new Comparison()
            .with("rollout", () -> rollout(servers, devices))
            .with("loop, 1 thread, " + one + " devices", () -> loop(servers, devices, one, 1))
            .with("loop, 64 threads, " + some + " devices", () -> loop(servers, devices, some, 64));
    comparison.run(Servers.argument(args, 1, 3));
    comparison.print(devices + " connected devices, phases of no length");
  }

  private static Run rollout(Servers servers, int devices) throws Exception {
    try (var world = World.start(servers, devices, devices, HubTier.NONE, true)) {
      var watch = new Run.Stopwatch(world.hub(), world.clients());
      world.planned("r", World.everywhere(), devices);
      var pid = world.services().pid();
      var cpu = Proc.cpu(pid);
      var agents = world.fleet().cpu();
      watch.start();
      var seconds = world.completed("r");
      watch.done("device", devices);
      watch.figure("seconds for " + devices, seconds);
      watch.figure("services CPU µs/device", (Proc.cpu(pid) - cpu) / devices * 1e6);
      watch.figure("agents CPU µs/device", (world.fleet().cpu() - agents) / devices * 1e6);
      watch.figure("services RSS, MB", Proc.rss(pid) / 1e6);
      return watch.end();
    }
  }

  private static Run loop(Servers servers, int devices, int updated, int threads) throws Exception {
    try (var world = World.start(servers, devices, devices, HubTier.NONE, false)) {
      var watch = new Run.Stopwatch(world.hub(), world.clients());
      var loop = new OriginLoop(world.hub());
      watch.start();
      var seconds = loop.update(updated, threads);
      watch.done("device", updated);
      watch.figure("seconds for " + devices, seconds / updated * devices);
      return watch.end();
    }
  }
}
