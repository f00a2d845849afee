// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything at once, on this machine. */
@Command(
    name = "up",
    description = {
      "Runs everything in one process.",
      "A local hub, some simulated devices, the services and their page; nothing else is needed."
    })
final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "25",
      description = "How many simulated devices, sim-0 and on (${DEFAULT-VALUE}).")
  private int devices = 25;

  @Option(
      names = "--phase-time",
      paramLabel = "TIME",
      defaultValue = "3s",
      description = "How long each phase of an update takes: 0s, 500ms, 3s … (${DEFAULT-VALUE}).")
  private Duration phaseTime = Duration.ofSeconds(3);

  @Mixin private final AgentOptions agents = new AgentOptions();

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      converter = PortText.class,
      defaultValue = "8080",
      description = "The page, the feed and the API (${DEFAULT-VALUE}).")
  private int httpPort = 8080;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      converter = PortText.class,
      defaultValue = "9080",
      description = "/health/live and /health/ready (${DEFAULT-VALUE}).")
  private int managementPort = 9080;

  @Mixin private final HttpOptions http = new HttpOptions();

  @Mixin private final OriginOptions pages = new OriginOptions();

  @Mixin private final LocalHubOptions hub = new LocalHubOptions();

  @Override
  public Integer call() throws InterruptedException {
    var began = System.nanoTime();
    agents.check(hub.mqttPort(), "sim-");
    var settings =
        new StackSettings(
            hub.settings(http.host()),
            httpPort,
            pages.origins(),
            managementPort,
            hub.data(),
            devices,
            phaseTime,
            agents.link());
    try (var stack = Stack.start(settings)) {
      System.out.println(welcome(stack, settings, System.nanoTime() - began));
      stack.untilStopped();
      return Exit.OK;
    }
  }

  private static String welcome(Stack stack, StackSettings settings, long tookNanos) {
    var host = settings.hub().host();
    var hub = stack.hub();
    var table =
        new Table()
            .row("  Page", stack.url().toString())
            .row("  Feed", stack.url().toString().replaceFirst("http", "ws") + "/api/v1/status")
            .row("  Health", "http://" + host + ":" + settings.managementPort() + "/health/ready")
            .row("  Local hub", "mqtts://%s:%d".formatted(host, hub.mqttPort()))
            .row("", "https://%s:%d".formatted(host, hub.httpsPort()))
            .row("  Devices", devices(stack.devices().connected(), settings.devices()))
            .row("  Data", settings.data().toAbsolutePath().normalize().toString());
    return """
        Firmcast is up (%.1f s). The hub is local; it is not Azure IoT Hub.

        %s

        Start an update, and watch it on the page:

          curl -X POST %s/api/v1/devices/sim-3/firmware-update -H 'Content-Type: application/json' -d '{"fwPackageUri":"https://fw.example/router-2.1.0.bin"}'

        Ctrl-C stops everything."""
        .formatted(tookNanos / 1e9, table, stack.url());
  }

  private static String devices(int connected, int all) {
    var names = all == 0 ? "" : all == 1 ? ": sim-0" : ": sim-0 … sim-" + (all - 1);
    return connected == all
        ? "%d connected%s".formatted(all, names)
        : "%d of %d connected%s".formatted(connected, all, names);
  }
}
