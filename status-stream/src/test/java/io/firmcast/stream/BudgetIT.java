// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.AzureHub;
import io.firmcast.hub.CountingHub;
import io.firmcast.hub.quota.HubRates;
import io.firmcast.hub.quota.HubTier;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.HubBehaviour;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More devices are in an update than the hub lets read at the poll interval. */
class BudgetIT {
  private static final String ADDRESS = "127.0.0.52";
  private static final int DEVICES = 40;

  private final Vertx vertx = Vertx.vertx();
  private final LocalHub hub;
  private final CountingHub counting;
  private final StatusStreamVerticle stream;

  BudgetIT(@TempDir Path data) throws TimeoutException {
    var strict = TierSettings.of(Tier.S1).withPatience(Duration.ofSeconds(1));
    var settings = new LocalHubSettings(ADDRESS, 0, 0, data);
    hub = done(LocalHub.start(vertx, settings.withBehaviour(HubBehaviour.FAST.withTier(strict))));
    var service = ConnectionString.parse(hub.serviceConnectionString());
    counting = new CountingHub(new AzureHub(vertx, service, Trust.of(hub.caFile().orElseThrow())));
    stream =
        new StatusStreamVerticle(
            counting,
            StatusStreamSettings.DEFAULTS
                .withAddress(ADDRESS, 0)
                .withPace(Duration.ofMillis(20), Duration.ofSeconds(5))
                .withHub(new HubRates(HubTier.S1, 1, 0.9), SourceKind.POLL),
            Clock.systemUTC(),
            RandomGenerator.getDefault());
  }

  @AfterEach
  void stop() throws TimeoutException {
    done(vertx.close());
    done(counting.close());
  }

  @Test
  void every_device_is_read_equally_often_the_hub_never_asks_for_less_and_the_interval_is_told()
      throws TimeoutException {
    for (int i = 0; i < DEVICES; i++) {
      done(hub.createDevice("sim-" + i));
    }
    done(vertx.deployVerticle(stream));
    for (int i = 0; i < DEVICES; i++) {
      var started = new UpdateStarted(new DeviceId("sim-" + i), new UpdateId("u" + i));
      UpdateStarted.TOPIC.publish(vertx, started);
    }

    await().until(() -> counting.reads() >= 6 * DEVICES);

    var reads =
        IntStream.range(0, DEVICES).map(i -> counting.reads("sim-" + i)).summaryStatistics();
    assertThat(reads.getMax() - reads.getMin()).as("%s", reads).isLessThanOrEqualTo(3);
    assertThat(counting.throttled()).isZero();
    await()
        .untilAsserted(
            () ->
                assertThat(stream.metrics())
                    .containsPattern("firmcast_stream_poll_interval_seconds 0\\.[3-9]")
                    .contains("firmcast_hub_throttled_total{operation=\"twin_read\"} 0"));
  }

  private static <T> T done(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
