// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The local hub alone. */
@Command(
    name = "hub",
    description = {
      "Runs the local hub: IoT Hub's wire on this machine, for the unmodified Azure SDKs.",
      "It is not Azure IoT Hub, and needs none."
    })
final class HubCommand implements Callable<Integer> {

  @Mixin private final LocalHubOptions options = new LocalHubOptions();

  @Override
  public Integer call() throws InterruptedException {
    try (var process = new Lifetime()) {
      var hub = options.start(process);
      System.out.printf(
          """
          The local hub is up. It is not Azure IoT Hub.

            MQTT   mqtts://%s:%d
            HTTPS  https://%1$s:%d

          For the other commands, or an Azure SDK, in another terminal:

            export IOTHUB_CONNECTION_STRING='%s'
            export FIRMCAST_CA_FILE='%s'
          """,
          hub.hostName(),
          hub.mqttPort(),
          hub.httpsPort(),
          hub.serviceConnectionString(),
          hub.caFile().orElseThrow().toAbsolutePath());
      process.untilStopped();
      return Exit.OK;
    }
  }
}
