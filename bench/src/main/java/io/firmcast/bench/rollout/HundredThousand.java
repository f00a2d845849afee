// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.rollout;

import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Proc;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Servers;
import io.firmcast.hub.quota.HubTier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;

/**
 * A rollout over very many registered devices: seconds and memory until it is made, until its
 * devices are known, and until its first wave is through. Only the canaries, its first wave, are
 * connected. Arguments: devices, canaries, rounds.
 */
final class HundredThousand {

  private HundredThousand() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 100_000);
    var canaries = Servers.argument(args, 1, 1_000);
    var servers = new Servers();
    var comparison = new Comparison().with("rollout", () -> measure(servers, devices, canaries));
    comparison.run(Servers.argument(args, 2, 3));
    comparison.print(devices + " registered devices, a first wave of " + canaries);
  }

  private static Run measure(Servers servers, int devices, int canaries) throws Exception {
    try (var world = World.start(servers, devices, canaries, HubTier.NONE, true)) {
      var watch = new Run.Stopwatch(world.hub(), world.clients());
      var api = world.api();
      var pid = world.services().pid();
      watch.figure("0 RSS of idle services, MB", Proc.rss(pid) / 1e6);

      var began = System.nanoTime();
      api.create("r", definition(canaries));
      watch.figure("1 created after, s", since(began));
      api.await("r", rollout -> rollout.getInteger("devices") == devices);
      watch.figure("2 planned after, s", since(began));
      watch.figure("2 RSS when planned, MB", Proc.rss(pid) / 1e6);

      var started = System.nanoTime();
      api.start("r");
      watch.figure("3 start answered, s", since(started));
      api.await("r", rollout -> rollout.getInteger("started") >= canaries);
      watch.figure("4 first wave started, s", since(started));
      api.await("r", rollout -> wave(rollout).getInteger("open") == 0);
      watch.figure("5 first wave through, s", since(started));
      watch.figure("5 RSS then, MB", Proc.rss(pid) / 1e6);
      watch.figure("6 peak RSS, MB", Proc.peak(pid) / 1e6);
      return watch.end();
    }
  }

  private static JsonObject definition(int canaries) {
    var names = new JsonArray(IntStream.range(0, canaries).mapToObj(n -> "d" + n).toList());
    var definition = World.everywhere();
    definition.getJsonObject("targets").put("canaries", names);
    return definition.put(
        "waves", new JsonArray().add(new JsonObject().put("size", canaries).put("gate", true)));
  }

  private static JsonObject wave(JsonObject rollout) {
    return rollout.getJsonArray("waves").getJsonObject(0);
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
