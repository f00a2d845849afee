// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.rollout;

import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Servers;
import io.firmcast.hub.quota.HubTier;
import io.vertx.core.json.JsonObject;

/**
 * A rollout on a hub with the rates of one unit of S1. Devices make four twin writes an update and
 * the hub takes 50 a second from all of them together, so that no more than 12.5 updates a second
 * are possible. Arguments: devices, rounds.
 */
final class Throttled {

  /** standBy, downloading, applying, completed. */
  private static final int WRITES = 4;

  private static final double WRITES_PER_SECOND = 50;

  /** Nearly all that is possible: the hub's budget and ours never agree to the last write. */
  private static final double SHARE = 0.97;

  private Throttled() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 1_000);
    var servers = new Servers();
    var comparison = new Comparison().with("rollout on S1", () -> measure(servers, devices));
    comparison.run(Servers.argument(args, 1, 3));
    comparison.print(devices + " devices on one unit of S1");
  }

  private static Run measure(Servers servers, int devices) throws Exception {
    try (var world = World.start(servers, devices, devices, HubTier.S1, false)) {
      var watch = new Run.Stopwatch(world.hub(), world.clients());
      world.planned("r", paced(), devices);
      var seconds = world.completed("r");
      var least = devices * WRITES / WRITES_PER_SECOND;
      watch.figure("seconds", seconds);
      watch.figure("least seconds possible", least);
      watch.figure("more than that, %", (seconds / least - 1) * 100);
      for (var spend : world.api().quota().getJsonArray("value")) {
        var of = (JsonObject) spend;
        watch.figure("429 of " + of.getString("operation"), of.getLong("throttled"));
      }
      return watch.end();
    }
  }

  /**
   * An orchestrator does not see what devices write; the rollout's own rate has to allow for it.
   */
  private static JsonObject paced() {
    var perMinute = (int) (SHARE * 60 * WRITES_PER_SECOND / WRITES);
    var rollout = World.everywhere();
    rollout.getJsonObject("pace").put("rate", new JsonObject().put("perMinute", perMinute));
    return rollout;
  }
}
