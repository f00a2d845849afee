// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.stream.StatusStreamSettings;
import io.firmcast.stream.StatusStreamVerticle;
import io.vertx.ext.healthchecks.HealthChecks;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The status stream alone. */
@Command(
    name = "status-stream",
    description = {
      "Runs the status stream.",
      "It reads the twins, and serves the feed and the page."
    })
final class StatusStreamCommand implements Callable<Integer> {

  /** The orchestrator reads twins of the same hub, too. */
  private static final double SHARE = 0.5;

  @Mixin private final HubOptions hub = new HubOptions();

  @Mixin private final HttpOptions http = new HttpOptions();

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      converter = PortText.class,
      defaultValue = "8080",
      description = "The page and the feed (${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--orchestrator",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8081",
      description = "Whose API to show under the same origin (${DEFAULT-VALUE}).")
  private URI orchestrator = URI.create("http://127.0.0.1:8081");

  @Mixin private final OriginOptions pages = new OriginOptions();

  @Option(
      names = "--poll-interval",
      paramLabel = "TIME",
      defaultValue = "500ms",
      description = "Between two readings of a device that is updating (${DEFAULT-VALUE}).")
  private Duration pollInterval = Duration.ofMillis(500);

  @Option(
      names = "--sweep-interval",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "Between two queries for what changed elsewhere (${DEFAULT-VALUE}).")
  private Duration sweepInterval = Duration.ofSeconds(5);

  @Mixin private final EventOptions events = new EventOptions();

  @Mixin private final HubBudgetOptions budget = new HubBudgetOptions();

  @Mixin private final ClientOptions clients = new ClientOptions();

  @Mixin private final ManagementOptions management = new ManagementOptions();

  @Override
  public Integer call() throws InterruptedException {
    var settings = settings();
    try (var process = new Lifetime()) {
      var azure = ServiceHub.open(process, hub.service(), hub.trust());
      var stream =
          new StatusStreamVerticle(
              azure,
              events.events(process.vertx(), hub.service(), hub.trust()),
              settings,
              Clock.systemUTC(),
              RandomGenerator.getDefault());
      Listening.started(process, process.deploy(stream), port, "--http-port");
      var ready =
          HealthChecks.create(process.vertx()).register("status-stream", stream.readiness());
      management.start(process, ready, settings.host(), 9080, stream::metrics);
      System.out.printf("The page is up on http://%s:%d%n", settings.host(), stream.port());
      process.untilStopped();
      return Exit.OK;
    }
  }

  private StatusStreamSettings settings() {
    try {
      return StatusStreamSettings.DEFAULTS
          .withAddress(http.host(), port)
          .withOrchestrator(orchestrator)
          .withOrigins(pages.origins())
          .withPace(pollInterval, sweepInterval)
          .withClients(clients.most(), clients.mostPerAddress(), clients.proxies())
          .withHub(budget.rates(hub.service(), SHARE), events.source());
    } catch (IllegalArgumentException wrong) {
      throw CliFailure.settings(wrong);
    }
  }
}
