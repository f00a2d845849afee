// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.localhub.DataInUseException;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.firmcast.localhub.PortInUseException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the local hub listens and keeps its data, and how it behaves. */
final class LocalHubOptions {

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      converter = PortText.class,
      defaultValue = "8883",
      description = "The hub's MQTT over TLS (${DEFAULT-VALUE}, the only one the Azure SDKs dial).")
  private int mqttPort = 8883;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      converter = PortText.class,
      defaultValue = "8443",
      description = "The hub's HTTPS (${DEFAULT-VALUE}).")
  private int httpsPort = 8443;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where everything is kept (${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Mixin private final BehaviourOptions behaviour = new BehaviourOptions();

  Path data() {
    return data;
  }

  int mqttPort() {
    return mqttPort;
  }

  LocalHubSettings settings(String host) {
    return new LocalHubSettings(host, mqttPort, httpsPort, data.resolve("hub"))
        .withBehaviour(behaviour.behaviour());
  }

  /** Starts a hub and makes it part of the process. */
  static LocalHub start(Lifetime process, LocalHubSettings settings) {
    try {
      var hub = process.started(LocalHub.start(process.vertx(), settings));
      process.onStop(hub::close);
      hub.caFile()
          .map(Path::getParent)
          .map(LocalHubDoor::new)
          .ifPresent(door -> door.openAndFollow(process.vertx(), hub));
      return hub;
    } catch (DataInUseException taken) {
      throw new CliFailure(Exit.FAILED, taken.getMessage() + "; choose other data with --data.");
    } catch (PortInUseException taken) {
      var mqtt = taken.kind() == PortInUseException.Kind.MQTT;
      throw Listening.taken(taken.port(), mqtt ? "--mqtt-port" : "--https-port");
    }
  }
}
