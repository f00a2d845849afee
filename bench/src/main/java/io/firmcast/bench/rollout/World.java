// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.rollout;

import io.firmcast.bench.agent.Fleet;
import io.firmcast.bench.agent.Kind;
import io.firmcast.bench.agent.Where;
import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Servers;
import io.firmcast.hub.quota.HubTier;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A hub, its devices, and the services: each a process of its own. */
record World(Server hub, Fleet fleet, Process services, Api api) implements AutoCloseable {

  // For a profiler: -Dbench.services.jvm="-XX:StartFlightRecording=…".
  private static final List<String> SERVICES_OWN =
      Arrays.stream(System.getProperty("bench.services.jvm", "").split(" ", -1))
          .filter(word -> !word.isEmpty())
          .toList();

  /**
   * @param registered devices {@code d0 …}
   * @param connected so many of them, from the first on; their phases take no time
   */
  static World start(
      Servers servers, int registered, int connected, HubTier tier, boolean withStream)
      throws IOException {
    var hub = hub(servers, registered, tier);
    var where = Where.of(hub);
    var fleet =
        Fleet.start(
            servers.folder(), 1, Servers.HEAP, Kind.AGENTS, where, Duration.ZERO.toString());
    fleet.connect(0, connected);
    var services =
        Server.java(
            servers.folder().resolve("services.log"),
            Stream.concat(Stream.of("-Xmx3g", "-XX:+UseSerialGC"), SERVICES_OWN.stream()).toList(),
            Services.class,
            where.owner(),
            where.authorities().toString(),
            Files.createTempDirectory(servers.folder(), "store").toString(),
            tier.name(),
            Boolean.toString(withStream));
    return new World(
        hub, fleet, services, new Api(Integer.parseInt(Server.ready(services).get(1))));
  }

  /** Durable, as the local hub usually is. */
  private static Server hub(Servers servers, int registered, HubTier tier) throws IOException {
    var data = Files.createTempDirectory(servers.folder(), "data").toString();
    return servers.hub(data, registered, 16 * registered, tier.name());
  }

  /** All that are registered, in one wave, as many at once as may be. */
  static JsonObject everywhere() {
    return new JsonObject()
        .put("firmware", new JsonObject().put("fwPackageUri", "https://fw.example/router.bin"))
        .put("targets", new JsonObject().put("condition", "deviceId != ''"))
        .put("pace", new JsonObject().put("inFlight", 100_000));
  }

  /** Makes it and waits until its devices are known. */
  void planned(String id, JsonObject definition, int devices)
      throws IOException, InterruptedException {
    api.create(id, definition);
    api.await(id, rollout -> rollout.getInteger("devices") == devices);
  }

  /** Starts it and waits for its end; seconds from the wish to that. */
  double completed(String id) throws IOException, InterruptedException {
    var began = System.nanoTime();
    api.start(id);
    var over = api.await(id, rollout -> !rollout.getString("state").equals("running"));
    if (!over.getString("state").equals("completed")) {
      throw new IOException("not completed: " + over.encode());
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** All of ours beside the hub. */
  Process[] clients() {
    return Stream.concat(Stream.of(services), Stream.of(fleet.processes())).toArray(Process[]::new);
  }

  @Override
  public void close() {
    services.destroy();
    services.onExit().join();
    fleet.close();
    hub.close();
  }
}
