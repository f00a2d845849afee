// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The local hub alone. */
@Command(
    name = "hub",
    subcommands = {HubPolicyCommand.class, HubCertificateCommand.class, HubBearerCommand.class},
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Runs the local hub alone; with a COMMAND, shows and changes who may use the one that runs.",
      "It speaks IoT Hub's wire on this machine, for the unmodified Azure SDKs. It is not Azure"
          + " IoT Hub, and needs none. What it is told it keeps in --data, and finds there again."
    },
    footer = {
      "",
      "Examples:",
      "  firmcast hub",
      "  firmcast hub --https-port 443      the port the service SDKs dial",
      "  firmcast hub --host 127.0.0.2 --data second      beside the first",
      "  firmcast hub --faithful",
      "  firmcast hub --tier S2 --units 3",
      "  firmcast hub --fault drop-method-answer:rate=0.3,devices=sim-*,for=10m,seed=7",
      "  firmcast hub --fault rest-error:rate=0.05,status=503 \\",
      "               --fault kill-connection:rate=0.1",
      "",
      "Then, in another terminal:",
      "  firmcast devices create -d my-device",
      "  firmcast devices connection-string -d my-device",
      "",
      "Kinds of --fault, and the one name more that some have:",
      "  drop-method-answer  The device executes a method, but its answer is lost:",
      "                      504101.",
      "  duplicate-method    A method is delivered 'count' times; the first answer",
      "                      counts.",
      "  delay-method        A method reaches the device 'time' later.",
      "  late-methods        For 'time' after a connect, methods find the device",
      "                      offline.",
      "  drop-desired        A notification of desired properties is not sent.",
      "  coalesce-desired    Of all notifications within 'time' only the last is",
      "                      sent.",
      "  rest-error          A service request does nothing and gets 'status'.",
      "  twin-error          A device's twin request does nothing and gets 'status'.",
      "  refuse-connect      A CONNECT is answered with 3, server unavailable.",
      "  kill-connection     A connection is cut, asked again each 'time'.",
      "  expire-token        A connection's token is over, asked again each 'time'.",
      "  query-lag           Queries see all changes 'time' later.",
      "",
      "A time is 500ms, 3s, 15m or 2h, or two of them: 3s-10s. A status is 429, 500,",
      "503 or 504. The same seed decides the same. While the hub runs, /admin/faults",
      "and /admin/tier on its HTTPS port change all of it, for this machine's callers.",
      "",
      "docs/local-hub.md: the Java, Node.js and C# SDKs, and what is not imitated."
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
