// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.rest.RestHub;
import io.firmcast.kit.ConnectionString;
import io.vertx.ext.healthchecks.HealthChecks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The origin's device program, once or many times. */
@Command(
    name = "agents",
    description = {
      "Runs device agents, one or many.",
      "Those of --count are registered at the hub of IOTHUB_CONNECTION_STRING as needed;"
          + " IOTHUB_DEVICE_CONNECTION_STRING makes it that one device."
    })
final class AgentsCommand implements Callable<Integer> {

  @Mixin private final HubOptions hub = new HubOptions();

  @Option(
      names = "--device-connection-string",
      paramLabel = "TEXT",
      description = "Be this one device. Better given as IOTHUB_DEVICE_CONNECTION_STRING.")
  private @Nullable String device;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "25",
      description = "How many devices (${DEFAULT-VALUE}).")
  private int count = 25;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "sim-",
      description = "What their ids begin with, before a number from 0 (${DEFAULT-VALUE}).")
  private String prefix = "sim-";

  @Mixin private final SwarmOptions swarm = new SwarmOptions();

  @Option(
      names = "--phase-time",
      paramLabel = "TIME",
      defaultValue = "15s",
      description = "How long each phase of an update takes (${DEFAULT-VALUE}).")
  private Duration phaseTime = Duration.ofSeconds(15);

  @Mixin private final AgentOptions agents = new AgentOptions();

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      converter = PortText.class,
      defaultValue = "8883",
      description = "The hub's MQTT port (${DEFAULT-VALUE}).")
  private int mqttPort = 8883;

  @Mixin private final ModeOptions mode = new ModeOptions();

  @Mixin private final WayOptions way = new WayOptions();

  @Mixin private final ManagementOptions management = new ManagementOptions();

  @Override
  public Integer call() throws InterruptedException {
    agents.check(way.isWebSocket() ? 8883 : mqttPort, prefix);
    var links = way.options(agents.link());
    var simulated = swarm.make();
    var ids = Fleet.ids(prefix, count, swarm.shard());
    try (var process = new Lifetime()) {
      var make = mode.make(process, hub.trust(), links.proxy(), simulated);
      var fleet = new Fleet(process, hub.trust(), links, make, swarm.pace());
      var ready = HealthChecks.create(process.vertx()).register("devices", fleet.readiness());
      management.start(process, ready, "127.0.0.1", 9082, mode::metrics);
      var status =
          fleet.start(
              devices(process, fleet, ids),
              agent -> agent.withLink(agents.link(), mqttPort).withPhaseTime(phaseTime));
      System.out.printf("%d of %d devices connected%n", status.connected(), status.total());
      fleet.watch();
      process.untilStopped();
      return Exit.OK;
    }
  }

  private List<ConnectionString> devices(Lifetime process, Fleet fleet, List<DeviceId> ids) {
    if (device != null) {
      var one = HubOptions.parse("IOTHUB_DEVICE_CONNECTION_STRING", device);
      way.check(one);
      return List.of(one);
    }
    var service = hub.service();
    var registry = ServiceHub.open(process, service, hub.trust());
    var bulk = new RestHub(process.vertx(), service, hub.trust(), Clock.systemUTC());
    return fleet.registered(service, bulk, registry, ids);
  }
}
