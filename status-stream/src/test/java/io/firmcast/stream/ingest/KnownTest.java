// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static io.firmcast.contract.FirmwareStatus.APPLYING;
import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.contract.FirmwareStatus.FAILED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.contract.FirmwareStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.hub.Twin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnownTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T12:00:00Z");
  private final Story device = new Story("sim-1");

  @Test
  void the_first_reading_tells_the_state_now_and_not_the_past() {
    device.at("standBy").at("downloading").at("completed");

    var step = Known.first(reading(device.json(), 9), SEEN);

    assertThat(step.changes()).extracting(StatusChanged::status).containsExactly(COMPLETED);
    assertThat(step.changes().get(0).at()).isEqualTo(Story.time(3));
  }

  @Test
  void phases_between_two_readings_are_recovered_in_order_with_their_own_times() {
    device.at("standBy");
    var known = Known.first(reading(device.json(), 2), SEEN).known();

    device.update("u1").at("downloading").at("applying").at("completed").version("2.0.0");
    var step = known.next(reading(device.json(), 5), SEEN);

    assertThat(step.changes())
        .extracting(StatusChanged::status)
        .containsExactly(DOWNLOADING, APPLYING, COMPLETED);
    assertThat(step.changes())
        .extracting(StatusChanged::at)
        .containsExactly(Story.time(2), Story.time(3), Story.time(4));
    assertThat(step.changes()).extracting(StatusChanged::reportedVersion).containsOnly(5L);
    assertThat(step.changes()).allMatch(change -> "u1".equals(String.valueOf(change.updateId())));
  }

  @Test
  void a_version_is_shown_from_the_completion_that_brought_it() {
    device.version("1.0.0").at("standBy");
    var known = Known.first(reading(device.json(), 2), SEEN).known();

    device.at("downloading").at("completed").at("standBy").version("2.0.0");
    var step = known.next(reading(device.json(), 5), SEEN);

    assertThat(step.changes())
        .extracting(StatusChanged::version)
        .containsExactly("1.0.0", "2.0.0", "2.0.0");
  }

  @Test
  void a_history_that_lost_the_line_told_last_is_told_whole() {
    device.at("standBy");
    var known = Known.first(reading(device.json(), 2), SEEN).known();

    for (int i = 0; i < 20; i++) {
      device.at(i % 2 == 0 ? "downloading" : "failed");
    }
    var step = known.next(reading(device.json(), 40), SEEN);

    assertThat(step.changes())
        .hasSize(16)
        .last()
        .extracting(StatusChanged::status)
        .isEqualTo(FAILED);
  }

  @Test
  void a_new_version_with_the_same_firmware_fields_is_no_change() {
    device.at("standBy");
    var known = Known.first(reading(device.json(), 2), SEEN).known();

    var step = known.next(reading(device.json().put("temperature", 21), 3), SEEN);

    assertThat(step.changes()).isEmpty();
    assertThat(step.known().version()).isEqualTo(3);
  }

  @Test
  void a_device_of_the_origins_without_history_is_dated_by_its_flat_fields_or_as_seen() {
    var known = Known.first(reading(new JsonObject(), 1), SEEN).known();

    var standBy = known.next(reading(flat("standBy", "logTime"), 2), SEEN);
    var downloading = standBy.known().next(reading(flat("downloading", "other"), 3), SEEN);
    var applying =
        downloading.known().next(reading(flat("applying", "startedApplyingImage"), 4), SEEN);
    var done = applying.known().next(reading(flat("completed", "lastFirmwareUpdate"), 5), SEEN);

    assertThat(known.shown().status()).isEqualTo(UNKNOWN);
    assertThat(standBy.changes()).extracting(StatusChanged::at).containsExactly(Story.time(0));
    assertThat(downloading.changes()).extracting(StatusChanged::at).containsExactly(SEEN);
    assertThat(applying.changes()).extracting(StatusChanged::at).containsExactly(Story.time(0));
    assertThat(done.changes())
        .containsExactly(
            new StatusChanged(
                new DeviceId("sim-1"), COMPLETED, Story.time(0), 5, null, null, null));
  }

  @Test
  void nonsense_is_unknown_and_what_was_told_before_it_is_not_told_again_after_it() {
    device.at("standBy").at("downloading");
    var known = Known.first(reading(device.json(), 3), SEEN).known();

    var bad = known.next(reading(device.json().put("firmware", "<b>boo</b>"), 4), SEEN);
    var good = bad.known().next(reading(device.at("applying").json(), 5), SEEN);

    assertThat(bad.changes()).extracting(StatusChanged::status).containsExactly(UNKNOWN);
    assertThat(bad.known().nonsense()).contains("/firmware");
    assertThat(good.changes()).extracting(StatusChanged::status).containsExactly(APPLYING);
    assertThat(good.known().nonsense()).isNull();
  }

  @Test
  void a_history_whose_end_is_not_the_status_does_not_hide_the_status() {
    device.at("standBy");
    var known = Known.first(reading(device.json(), 2), SEEN).known();

    var json = device.at("downloading").json().put("firmwareStatus", "failed");
    var step = known.next(reading(json, 3), SEEN);

    assertThat(step.changes())
        .extracting(StatusChanged::status)
        .containsExactly(DOWNLOADING, FAILED);
    assertThat(step.known().shown().status()).isNotEqualTo(STAND_BY);
  }

  private static JsonObject flat(String status, String stamp) {
    return new JsonObject()
        .put("firmwareStatus", status)
        .put(stamp, Story.time(0).toString())
        .put("firmware", new JsonObject().put("history", new JsonArray()));
  }

  private static Reading reading(JsonObject reported, long version) {
    return Reading.of(
        new Twin(new DeviceId("sim-1"), true, new JsonObject(), 1, reported, version));
  }
}
