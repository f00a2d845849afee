// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.hub.Twin;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What memory makes of a report that the hub told. */
class TwinNewsTest {
  private static final DeviceId DEVICE = new DeviceId("sim-1");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  private final Quarantine quarantine = new Quarantine(CLOCK);
  private final Memory memory = new Memory(CLOCK, quarantine);

  @Test
  void a_report_that_follows_is_all_there_is_to_know() {
    read(new Story("sim-1").at("standBy").json(), 2);

    var changes = memory.observe(DEVICE, new JsonObject().put("firmwareStatus", "downloading"), 3);

    assertThat(changes).isPresent();
    assertThat(changes.orElseThrow())
        .extracting(StatusChanged::status)
        .containsExactly(FirmwareStatus.DOWNLOADING);
  }

  @Test
  void what_is_under_firmware_is_merged_and_a_null_deletes() {
    read(
        new JsonObject()
            .put("firmwareStatus", "failed")
            .put("firmware", firmware("1.0").put("error", error())),
        2);

    var patch =
        new JsonObject()
            .put("firmwareStatus", "standBy")
            .put("firmware", new JsonObject().putNull("error"));
    var changes = memory.observe(DEVICE, patch, 3).orElseThrow();

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).version()).isEqualTo("1.0");
    assertThat(changes.get(0).error()).isNull();
  }

  @Test
  void a_report_that_was_seen_already_is_no_news() {
    read(new Story("sim-1").at("standBy").json(), 5);

    var changes = memory.observe(DEVICE, new JsonObject().put("firmwareStatus", "downloading"), 5);

    assertThat(changes).hasValueSatisfying(none -> assertThat(none).isEmpty());
  }

  @Test
  void where_one_is_missing_in_between_the_twin_must_be_read() {
    var patch = new JsonObject().put("firmwareStatus", "downloading");
    assertThat(memory.observe(DEVICE, patch, 2)).as("of a device never read").isEmpty();
    read(new Story("sim-1").at("standBy").json(), 2);

    assertThat(memory.observe(DEVICE, patch, 4)).isEmpty();
  }

  @Test
  void after_nonsense_and_after_a_new_beginning_the_twin_must_be_read() {
    var patch = new JsonObject().put("firmwareStatus", "downloading");
    read(new JsonObject().put("firmwareStatus", 42), 2);
    assertThat(memory.observe(DEVICE, patch, 3)).isEmpty();
    assertThat(quarantine.size()).isEqualTo(1);
    read(new Story("sim-1").at("standBy").json(), 3);
    assertThat(quarantine.size()).isZero();

    memory.beginAnew(DEVICE);

    assertThat(memory.observe(DEVICE, patch, 4)).isEmpty();
    assertThat(read(new JsonObject(), 1)).as("an older version is no contradiction").isNotEmpty();
  }

  @Test
  void nonsense_that_is_told_is_quarantined_like_nonsense_that_is_read() {
    read(new Story("sim-1").at("standBy").json(), 2);

    var changes = memory.observe(DEVICE, new JsonObject().put("firmware", "<b>"), 3).orElseThrow();

    assertThat(changes).extracting(StatusChanged::status).containsExactly(FirmwareStatus.UNKNOWN);
    assertThat(quarantine.after(null, 5))
        .extracting(patient -> patient.deviceId().value() + ": " + patient.reason())
        .singleElement()
        .asString()
        .startsWith("sim-1: ")
        .contains("firmware");
  }

  private List<StatusChanged> read(JsonObject reported, long version) {
    return memory.observe(new Twin(DEVICE, true, new JsonObject(), 1, reported, version));
  }

  private static JsonObject firmware(String version) {
    return new JsonObject().put("version", version);
  }

  private static JsonObject error() {
    return new JsonObject().put("code", "hash").put("message", "no");
  }
}
