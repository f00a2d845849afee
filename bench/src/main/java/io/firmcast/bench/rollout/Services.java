// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.rollout;

import io.firmcast.hub.AzureHub;
import io.firmcast.hub.quota.HubRates;
import io.firmcast.hub.quota.HubTier;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.orchestrator.OrchestratorSettings;
import io.firmcast.orchestrator.OrchestratorVerticle;
import io.firmcast.orchestrator.RolloutSettings;
import io.firmcast.stream.StatusStreamSettings;
import io.firmcast.stream.StatusStreamVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * The orchestrator, with the status stream beside it as {@code firmcast up} has both: one process,
 * one event bus, one way to the hub. Arguments: the hub's connection string, the file of
 * authorities, the data directory, the hub's tier, and whether there is a status stream. It says on
 * which port the orchestrator listens.
 */
final class Services {

  private Services() {}

  public static void main(String[] args) {
    var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    var hub = new AzureHub(vertx, ConnectionString.parse(args[0]), Trust.of(Path.of(args[1])));
    var tier = HubTier.valueOf(args[3]);
    var rates = tier == HubTier.NONE ? HubRates.UNLIMITED : HubRates.of(tier, 1);
    var settings =
        OrchestratorSettings.defaults(Path.of(args[2]))
            .withHttp("127.0.0.1", 0)
            .withRollouts(RolloutSettings.DEFAULTS.withRates(rates));
    var orchestrator =
        new OrchestratorVerticle(settings, hub, Clock.systemUTC(), new SecureRandom());
    var stream =
        new StatusStreamVerticle(
            hub,
            StatusStreamSettings.DEFAULTS.withAddress("127.0.0.1", 0),
            Clock.systemUTC(),
            RandomGenerator.getDefault());
    vertx
        .deployVerticle(orchestrator)
        .compose(
            deployed ->
                Boolean.parseBoolean(args[4])
                    ? vertx.deployVerticle(stream)
                    : Future.succeededFuture(deployed))
        .onComplete(
            deployed -> System.out.printf("ready %d%n", orchestrator.httpPort()),
            cause -> {
              cause.printStackTrace();
              System.exit(1);
            });
  }
}
