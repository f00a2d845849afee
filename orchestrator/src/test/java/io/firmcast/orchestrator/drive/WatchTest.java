// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;
import io.firmcast.hub.FakeHub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.quota.HubQuota;
import io.firmcast.hub.quota.HubRates;
import io.firmcast.hub.quota.QuotaHub;
import io.firmcast.hub.quota.Urgency;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final DeviceId DEVICE = new DeviceId("sim-1");
  private static final UpdateId UPDATE = new UpdateId("r1-sim-1-1");

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final FakeHub hub = new FakeHub();
  private final QuotaHub paced =
      new QuotaHub(
          vertx, hub, new HubQuota(vertx, HubRates.UNLIMITED), Urgency.ACTIVE, new Random(7));
  private final List<DeviceEvent> news = new CopyOnWriteArrayList<>();
  private final Watch watch =
      new Watch(
          vertx,
          new HubCalls(paced, paced, Duration.ofSeconds(5), HubLimits.DEFAULT, () -> true),
          10,
          news::add);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void each_step_of_a_device_is_told_once() {
    reports("downloading", UPDATE);
    context.runOnContext(go -> watch.add(DEVICE, UPDATE));
    await().until(() -> news.size() == 1);
    var reads = hub.reads();
    await().until(() -> hub.reads() > reads + 3);
    reports("completed", UPDATE);

    await().until(() -> news.size() == 2);

    assertThat(news)
        .extracting(event -> ((DeviceEvent.Reported) event).sighting().status())
        .containsExactly(FirmwareStatus.DOWNLOADING, FirmwareStatus.COMPLETED);
  }

  @Test
  void what_the_device_says_of_another_update_is_no_news() {
    reports("completed", new UpdateId("other"));
    context.runOnContext(go -> watch.add(DEVICE, UPDATE));

    await().until(() -> hub.reads() > 3);

    assertThat(news).isEmpty();
  }

  @Test
  void a_reading_that_fails_is_made_again() {
    hub.fail(new HubException(HubException.Reason.UNAVAILABLE, "test"));
    context.runOnContext(go -> watch.add(DEVICE, UPDATE));
    await().until(() -> hub.reads() > 2);
    hub.fail(null);
    reports("applying", UPDATE);

    await().until(() -> news.size() == 1);
  }

  @Test
  void what_is_removed_is_not_watched_any_more_and_nothing_after_a_stop() throws Exception {
    onContext(() -> watch.add(DEVICE, UPDATE));
    onContext(() -> watch.add(new DeviceId("sim-2"), UPDATE));
    onContext(() -> watch.remove(DEVICE));
    assertThat(watch.size()).isEqualTo(1);

    onContext(watch::stop);
    reports("completed", UPDATE);

    assertThat(watch.size()).isZero();
    assertThat(news).isEmpty();
  }

  private void onContext(Runnable action) throws Exception {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        go -> {
          action.run();
          done.complete();
        });
    done.future().await(10, TimeUnit.SECONDS);
  }

  private void reports(String status, UpdateId update) {
    hub.report(
        "sim-1",
        new JsonObject()
            .put("firmwareStatus", status)
            .put("firmware", new JsonObject().put("updateId", update.value())));
  }
}
