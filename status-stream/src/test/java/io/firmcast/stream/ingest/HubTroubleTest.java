// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.HubException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a hub that fails, or is slow, does to the readings. */
class HubTroubleTest {
  private final HubException down =
      new HubException(HubException.Reason.UNAVAILABLE, "no route to the hub");

  private final Watching fleet = new Watching(Watching.QUICK);

  @AfterEach
  void close() throws TimeoutException {
    fleet.close();
  }

  @Test
  void an_outage_is_stale_is_not_hammered_and_ends_by_itself() throws TimeoutException {
    var devices = IntStream.range(0, 20).mapToObj(i -> new Story("sim-" + i)).toList();
    devices.forEach(device -> report(device.at("standBy")));
    fleet.start();
    for (var device : devices) {
      fleet.watch(device.device());
    }
    await().until(() -> fleet.statuses("sim-19").size() == 1);
    assertThat(fleet.isStale()).isFalse();

    fleet.hub.fail(down);
    await().until(fleet::isStale);
    devices.forEach(device -> report(device.at("downloading")));
    var reads = fleet.hub.reads();
    fleet.pass(500);
    assertThat(fleet.hub.reads() - reads).isLessThan(25);

    fleet.hub.fail(null);

    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(devices)
                    .allMatch(device -> fleet.statuses(device.device()).contains(DOWNLOADING)));
    assertThat(fleet.isStale()).isFalse();
  }

  @Test
  void before_the_hub_first_answered_everything_is_stale() throws TimeoutException {
    fleet.hub.fail(down);
    report(new Story("sim-1").at("standBy"));

    fleet.start();

    assertThat(fleet.isStale()).isTrue();
    fleet.hub.fail(null);
    await().atMost(Duration.ofSeconds(15)).until(() -> fleet.statuses("sim-1").size() == 1);
  }

  @Test
  void a_device_that_cannot_be_read_holds_up_nobody() throws TimeoutException {
    var devices = IntStream.range(0, 10).mapToObj(i -> new Story("sim-" + i)).toList();
    devices.forEach(device -> report(device.at("standBy")));
    fleet.hub.beforeRead(
        id -> id.value().equals("sim-3") ? Future.failedFuture(down) : Future.succeededFuture());

    fleet.start();
    for (var device : devices) {
      fleet.watch(device.device());
    }
    await().until(() -> fleet.hub.reads("sim-9") > 20);
    report(devices.get(9).at("downloading"));

    await().until(() -> fleet.statuses("sim-9").contains(DOWNLOADING));
    assertThat(fleet.isStale()).isFalse();
    assertThat(fleet.hub.reads("sim-3")).isLessThan(fleet.hub.reads("sim-9"));
    fleet.hub.beforeRead(id -> Future.succeededFuture());
    await().atMost(Duration.ofSeconds(15)).until(() -> fleet.statuses("sim-3").size() == 1);
  }

  @Test
  void a_device_whose_reading_hangs_holds_up_nobody() throws TimeoutException {
    var devices = IntStream.range(0, 10).mapToObj(i -> new Story("sim-" + i)).toList();
    devices.forEach(device -> report(device.at("standBy")));
    fleet.hub.beforeRead(
        id -> id.value().equals("sim-3") ? fleet.after(60_000) : Future.succeededFuture());

    fleet.start();
    for (var device : devices) {
      fleet.watch(device.device());
    }

    await().until(() -> fleet.hub.reads("sim-9") > 20);
    assertThat(fleet.hub.reads("sim-3")).isEqualTo(1);
    assertThat(fleet.pollIntervalMillis()).isLessThan(100);
  }

  @Test
  void with_more_to_read_than_the_hub_answers_the_interval_stretches_for_all_alike()
      throws TimeoutException {
    var devices = IntStream.range(0, 40).mapToObj(i -> new Story("sim-" + i)).toList();
    devices.forEach(device -> report(device.at("standBy")));
    fleet.hub.beforeRead(id -> fleet.after(20));

    fleet.start();
    for (var device : devices) {
      fleet.watch(device.device());
    }

    var before = devices.stream().mapToInt(d -> fleet.hub.reads(d.device())).toArray();

    // 40 devices, 8 at a time, 20 ms each: 100 ms a round instead of 20.
    await().until(() -> fleet.hub.reads("sim-39") > 10);
    assertThat(fleet.pollIntervalMillis()).isBetween(80L, 1000L);
    assertThat(fleet.hub.mostReadsUnderWay()).isEqualTo(8);
    var counts =
        IntStream.range(0, 40)
            .map(i -> fleet.hub.reads("sim-" + i) - before[i])
            .summaryStatistics();
    assertThat(counts.getMax() - counts.getMin()).isLessThanOrEqualTo(3);
  }

  @Test
  void a_listener_that_fails_is_not_the_hubs_fault_and_stops_nothing() throws TimeoutException {
    IntStream.range(0, 10).forEach(i -> report(new Story("sim-" + i).at("standBy")));
    fleet.cannotBeTold = new DeviceId("sim-3");

    fleet.start();
    await().until(() -> fleet.statuses("sim-9").size() == 1);
    report(new Story("sim-3").at("downloading"));
    fleet.hub.replace("sim-9", new Story("sim-9").at("downloading").json(), 40);

    await().until(() -> fleet.statuses("sim-9").contains(DOWNLOADING));
    assertThat(fleet.isStale()).isFalse();
    assertThat(fleet.statuses("sim-3")).isEmpty();
  }

  @Test
  void nothing_is_asked_after_stop() throws TimeoutException {
    report(new Story("sim-1").at("standBy"));
    fleet.start();
    fleet.watch("sim-1");
    await().until(() -> fleet.hub.reads() > 5);

    fleet.stop();
    fleet.pass(50);
    var reads = fleet.hub.reads();
    fleet.pass(200);

    assertThat(fleet.hub.reads()).isEqualTo(reads);
  }

  private void report(Story device) {
    fleet.hub.report(device.device(), device.json());
  }
}
