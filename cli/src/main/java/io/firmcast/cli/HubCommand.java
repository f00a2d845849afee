// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The local hub alone. */
@Command(
    name = "hub",
    description = {
      "Runs the local hub alone.",
      "It speaks IoT Hub's wire on this machine, for the unmodified Azure SDKs. It is not Azure"
          + " IoT Hub, and needs none. What it is told it keeps in --data, and finds there again."
    },
    footer = {
      "",
      "Examples:",
      "  firmcast hub",
      "  firmcast hub --https-port 443      what the SDKs' service clients dial by themselves",
      "  firmcast hub --host 127.0.0.2 --data second      beside the first",
      "",
      "Then, in another terminal:",
      "  firmcast devices create -d my-device",
      "  firmcast devices connection-string -d my-device",
      "",
      "docs/local-hub.md shows how the Java, Node.js and C# SDKs come to it, and what it leaves out."
    })
final class HubCommand implements Callable<Integer> {

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on, and the hub's name (${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Mixin private final LocalHubOptions options = new LocalHubOptions();

  @Override
  public Integer call() throws InterruptedException {
    try (var process = new Lifetime()) {
      var hub = LocalHubOptions.start(process, options.settings(host));
      System.out.printf(
          """
          The local hub is up. It is not Azure IoT Hub.

            MQTT   mqtts://%1$s:%2$d
            HTTPS  https://%1$s:%3$d

          'firmcast devices' manages its devices. For the other commands, in another terminal:

            export IOTHUB_CONNECTION_STRING='%4$s'
            export FIRMCAST_CA_FILE='%5$s'
          """,
          hub.hostName(),
          hub.mqttPort(),
          hub.httpsPort(),
          hub.serviceConnectionString(),
          hub.caFile().orElseThrow().toAbsolutePath().normalize());
      process.untilStopped();
      return Exit.OK;
    }
  }
}
