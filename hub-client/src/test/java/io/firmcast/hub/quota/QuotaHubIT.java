// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.AzureHub;
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
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The budget against a hub that enforces its rates and lets nobody wait for long. */
class QuotaHubIT {
  private static final String ADDRESS = "127.0.0.47";
  private static final DeviceId DEVICE = new DeviceId("dev1");
  private static final int READS = 700;

  @TempDir private Path data = Path.of("");
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    done(vertx.close());
  }

  @Test
  void at_95_percent_of_what_is_permitted_no_reading_is_throttled_and_none_comes_late() {
    var strict = TierSettings.of(Tier.S1).withPatience(Duration.ofSeconds(1));
    var settings =
        new LocalHubSettings(ADDRESS, 0, 0, data).withBehaviour(HubBehaviour.FAST.withTier(strict));
    var local = done(LocalHub.start(vertx, settings));
    done(local.createDevice(DEVICE.value()));
    var azure =
        new AzureHub(
            vertx,
            ConnectionString.parse(local.serviceConnectionString()),
            Trust.of(local.caFile().orElseThrow()));
    var quota = new HubQuota(vertx, HubRates.of(HubTier.S1, 1));
    var hub = new QuotaHub(vertx, azure, quota, Urgency.ACTIVE, new Random(7));
    var began = System.nanoTime();

    done(Future.all(IntStream.range(0, READS).mapToObj(i -> hub.twin(DEVICE)).toList()));

    var took = Duration.ofNanos(System.nanoTime() - began);
    done(azure.close());
    done(local.close());
    assertThat(quota.spend()).allMatch(spend -> spend.throttled() == 0);
    assertThat(took).isBetween(Duration.ofMillis(6_900), Duration.ofMillis(9_000));
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.await(60, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }
}
