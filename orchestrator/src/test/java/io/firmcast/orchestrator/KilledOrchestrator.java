// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import io.firmcast.hub.AzureHub;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.orchestrator.drive.Terms;
import io.firmcast.orchestrator.drive.WebhookSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that is an orchestrator and dies at a {@link KillPoint}. Arguments: the hub's
 * connection string, the file of authorities, DATABASE_URL or a data directory, the port, a
 * webhook, milliseconds of a lease; and perhaps the point and which occasion.
 */
final class KilledOrchestrator {
  private KilledOrchestrator() {}

  public static void main(String[] args) throws Exception {
    var vertx = Vertx.vertx();
    var point = args.length > 6 ? KillPoint.valueOf(args[6]) : null;
    var kill = new KillSwitch(point, args.length > 7 ? Integer.parseInt(args[7]) : 1);
    var hub = new AzureHub(vertx, ConnectionString.parse(args[0]), Trust.of(Path.of(args[1])));
    var orchestrator =
        new OrchestratorVerticle(
            settings(args),
            new KillingHub(hub, kill),
            Clock.systemUTC(),
            new SecureRandom(),
            new KillingStores(kill)::around);
    vertx.deployVerticle(orchestrator).await(1, TimeUnit.MINUTES);
    System.out.println("up");
  }

  private static OrchestratorSettings settings(String[] args) {
    var lease = Duration.ofMillis(Long.parseLong(args[5]));
    var isDatabase = args[2].startsWith("postgresql:");
    return OrchestratorSettings.defaults(Path.of(isDatabase ? "unused" : args[2]))
        .withHttp("127.0.0.1", Integer.parseInt(args[3]))
        .withDatabaseUrl(isDatabase ? args[2] : null)
        .withPace(
            Pace.defaults()
                .withMethodTimeout(Duration.ofSeconds(5))
                .withReconcilePeriod(Duration.ofMillis(500)))
        .withRollouts(
            RolloutSettings.DEFAULTS
                .withTerms(new Terms(lease.dividedBy(5), lease))
                .withWebhooks(new WebhookSettings(List.of(URI.create(args[4])), null)));
  }
}
