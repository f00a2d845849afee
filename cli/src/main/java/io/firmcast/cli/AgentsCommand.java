// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.kit.ConnectionString;
import io.vertx.ext.healthchecks.HealthChecks;
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
      "Simulated ones are registered at the hub of IOTHUB_CONNECTION_STRING as needed;"
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

  @Mixin private final WayOptions way = new WayOptions();

  @Mixin private final ManagementOptions management = new ManagementOptions();

  @Override
  public Integer call() throws InterruptedException {
    agents.check(way.isWebSocket() ? 8883 : mqttPort);
    var links = way.options(agents.link());
    try (var process = new Lifetime()) {
      var fleet = new Fleet(process, hub.trust(), links);
      var ready = HealthChecks.create(process.vertx()).register("devices", fleet.readiness());
      management.start(process, ready, "127.0.0.1", 9082);
      var status =
          fleet.start(
              devices(process, fleet),
              agent -> agent.withLink(agents.link(), mqttPort).withPhaseTime(phaseTime));
      System.out.printf("%d of %d devices connected%n", status.connected(), status.total());
      process.untilStopped();
      return Exit.OK;
    }
  }

  private List<ConnectionString> devices(Lifetime process, Fleet fleet) {
    if (device != null) {
      var one = HubOptions.parse("IOTHUB_DEVICE_CONNECTION_STRING", device);
      way.check(one);
      return List.of(one);
    }
    var registry = ServiceHub.open(process, hub.service(), hub.trust());
    return fleet.registered(registry, prefix, count);
  }
}
