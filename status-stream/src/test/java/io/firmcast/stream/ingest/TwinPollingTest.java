// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static io.firmcast.contract.FirmwareStatus.APPLYING;
import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.contract.FirmwareStatus.FAILED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.contract.FirmwareStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.StatusChanged;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwinPollingTest {
  private final Watching fleet = new Watching(Watching.QUICK);

  @AfterEach
  void close() throws TimeoutException {
    fleet.close();
  }

  @Test
  void the_first_sweep_finds_every_device_across_pages() throws TimeoutException {
    IntStream.range(0, 250).forEach(i -> report(new Story("sim-" + i).at("standBy")));

    fleet.start();

    await()
        .untilAsserted(
            () ->
                assertThat(IntStream.range(0, 250).mapToObj(i -> fleet.statuses("sim-" + i)))
                    .allMatch(statuses -> statuses.size() == 1 && statuses.get(0) == STAND_BY));
    assertThat(fleet.hub.queries()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(fleet.hub.reads()).isLessThan(260);
  }

  @Test
  void every_transition_of_an_announced_update_is_told_in_order() throws TimeoutException {
    var device = new Story("sim-1").at("standBy");
    report(device);
    fleet.start();
    await().until(() -> fleet.statuses("sim-1").size() == 1);

    fleet.announce("sim-1", "u1");
    report(device.update("u1").at("downloading"));
    await().until(() -> fleet.statuses("sim-1").contains(DOWNLOADING));
    report(device.at("applying"));
    await().until(() -> fleet.statuses("sim-1").contains(APPLYING));
    report(device.at("completed").version("2.0.0"));
    await().until(() -> fleet.statuses("sim-1").contains(COMPLETED));

    assertThat(fleet.statuses("sim-1")).containsExactly(STAND_BY, DOWNLOADING, APPLYING, COMPLETED);
    assertThat(fleet.changesOf("sim-1"))
        .extracting(StatusChanged::reportedVersion)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void a_device_whose_update_is_expected_is_read_often_at_once() throws TimeoutException {
    var device = new Story("sim-1").at("standBy");
    report(device);
    fleet.start();
    await().until(() -> fleet.statuses("sim-1").size() == 1);
    var before = fleet.hub.reads("sim-1");

    fleet.expect("sim-1");

    await().until(() -> fleet.hub.reads("sim-1") > before + 10);
    report(device.update("u1").at("downloading"));
    await().until(() -> fleet.statuses("sim-1").contains(DOWNLOADING));
  }

  @Test
  void an_update_nobody_announced_is_found_by_the_sweep_and_its_past_recovered()
      throws TimeoutException {
    var device = new Story("sim-1").at("standBy");
    report(device);
    fleet.start();
    await().until(() -> fleet.statuses("sim-1").size() == 1);

    report(device.at("downloading").at("applying").at("completed"));

    await().until(() -> fleet.statuses("sim-1").contains(COMPLETED));
    assertThat(fleet.statuses("sim-1")).containsExactly(STAND_BY, DOWNLOADING, APPLYING, COMPLETED);
    assertThat(fleet.hub.queries())
        .anyMatch(sql -> sql.contains("$metadata.firmwareStatus.$lastUpdated > '"));
  }

  @Test
  void a_device_is_read_often_during_its_update_and_no_longer_a_while_after()
      throws TimeoutException {
    var device = new Story("sim-1").at("standBy");
    report(device);
    fleet.start();
    await().until(() -> fleet.statuses("sim-1").size() == 1);

    fleet.announce("sim-1", "u1");
    await().until(() -> fleet.hub.reads("sim-1") > 10);
    report(device.update("u1").at("failed"));

    await()
        .until(
            () -> {
              var before = fleet.hub.reads("sim-1");
              fleet.pass(200);
              return fleet.hub.reads("sim-1") == before;
            });
    assertThat(fleet.statuses("sim-1")).endsWith(FAILED);
  }

  @Test
  void a_device_watched_by_name_is_read_until_it_is_unwatched() throws TimeoutException {
    report(new Story("sim-1").at("standBy"));
    fleet.start();

    fleet.watch("sim-1");
    await().until(() -> fleet.hub.reads("sim-1") > 10);
    fleet.unwatch("sim-1");

    var reads = fleet.hub.reads("sim-1");
    fleet.pass(200);
    assertThat(fleet.hub.reads("sim-1")).isLessThanOrEqualTo(reads + 1);
  }

  @Test
  void one_device_that_reports_nonsense_is_unknown_and_the_others_go_on() throws TimeoutException {
    IntStream.range(0, 50).forEach(i -> report(new Story("sim-" + i).at("standBy")));
    fleet.hub.replace("sim-7", new JsonObject().put("firmwareStatus", "<img src=x>"), 5);
    fleet.hub.replace("sim-8", new JsonObject().put("firmware", 42), 5);

    fleet.start();

    await().until(() -> !fleet.statuses("sim-49").isEmpty() && !fleet.statuses("sim-8").isEmpty());
    assertThat(fleet.statuses("sim-7")).containsExactly(UNKNOWN);
    assertThat(fleet.statuses("sim-8")).containsExactly(UNKNOWN);
    assertThat(fleet.nonsense()).isEqualTo(1);
    await()
        .untilAsserted(
            () ->
                assertThat(IntStream.range(9, 50).mapToObj(i -> fleet.statuses("sim-" + i)))
                    .allMatch(statuses -> statuses.contains(STAND_BY)));
  }

  @Test
  void a_deleted_device_is_gone_and_one_created_again_starts_anew() throws TimeoutException {
    report(new Story("sim-1").at("completed"));
    report(new Story("sim-1").at("completed"));
    report(new Story("sim-1").at("completed"));
    fleet.start();
    fleet.watch("sim-1");
    await().until(() -> fleet.statuses("sim-1").contains(COMPLETED));

    fleet.hub.remove("sim-1");
    await().until(() -> fleet.changesOf("sim-1").stream().anyMatch(StatusChanged::isGone));
    report(new Story("sim-1").at("standBy"));

    await().until(() -> fleet.statuses("sim-1").contains(STAND_BY));
    assertThat(fleet.statuses("sim-1")).containsExactly(COMPLETED, UNKNOWN, STAND_BY);
  }

  @Test
  void a_device_created_again_between_two_readings_starts_anew_too() throws TimeoutException {
    fleet.hub.replace("sim-1", new Story("sim-1").at("completed").json(), 40);
    fleet.start();
    fleet.watch("sim-1");
    await().until(() -> fleet.statuses("sim-1").contains(COMPLETED));

    fleet.hub.replace("sim-1", new Story("sim-1").at("standBy").json(), 2);

    await().until(() -> fleet.statuses("sim-1").contains(STAND_BY));
    assertThat(fleet.changesOf("sim-1")).last().matches(change -> change.reportedVersion() == 2);
  }

  private void report(Story device) {
    fleet.hub.report(device.device(), device.json());
  }
}
