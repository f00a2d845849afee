// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.orchestrator.OrchestratorSettings;
import io.firmcast.orchestrator.OrchestratorVerticle;
import io.firmcast.orchestrator.RolloutSettings;
import io.vertx.ext.healthchecks.HealthChecks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The orchestrator alone. */
@Command(
    name = "orchestrator",
    description = {
      "Runs the orchestrator.",
      "It takes requests by HTTP and asks devices to update."
    })
final class OrchestratorCommand implements Callable<Integer> {

  @Mixin private final HubOptions hub = new HubOptions();

  @Mixin private final HttpOptions http = new HttpOptions();

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      converter = PortText.class,
      defaultValue = "8081",
      description = "The API (${DEFAULT-VALUE}).")
  private int port = 8081;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where updates are kept (${DEFAULT-VALUE}), unless there is a database URL.")
  private Path data = Path.of("data");

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "A PostgreSQL to keep updates in: postgresql://user:password@host:port/database."
              + " Better given as DATABASE_URL or DATABASE_URL_FILE.")
  private @Nullable String databaseUrl;

  @Mixin private final HubBudgetOptions budget = new HubBudgetOptions();

  @Mixin private final WebhookOptions webhooks = new WebhookOptions();

  @Mixin private final ManagementOptions management = new ManagementOptions();

  @Override
  public Integer call() throws InterruptedException {
    var host = http.host();
    try (var process = new Lifetime()) {
      var azure = ServiceHub.open(process, hub.service(), hub.trust());
      var orchestrator =
          new OrchestratorVerticle(settings(host), azure, Clock.systemUTC(), new SecureRandom());
      Listening.started(process, process.deploy(orchestrator), port, "--http-port");
      var ready = HealthChecks.create(process.vertx());
      orchestrator.readiness().register(ready);
      management.start(process, ready, host, 9081);
      System.out.printf("The orchestrator is up on http://%s:%d%n", host, orchestrator.httpPort());
      process.untilStopped();
      return Exit.OK;
    }
  }

  private OrchestratorSettings settings(String host) {
    try {
      return OrchestratorSettings.defaults(data)
          .withHttp(host, port)
          .withDatabaseUrl(databaseUrl)
          .withRollouts(
              RolloutSettings.DEFAULTS
                  .withRates(budget.rates(hub.service()))
                  .withWebhooks(webhooks.settings()));
    } catch (IllegalArgumentException wrong) {
      throw CliFailure.settings(wrong);
    }
  }
}
