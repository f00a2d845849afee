// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedFirmwareTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final UpdateId ID = new UpdateId("u-1");

  private static ReportedFirmware failedWith(List<Transition> history) {
    return new ReportedFirmware(
        FirmwareStatus.FAILED,
        NOON,
        NOON.plusSeconds(1),
        null,
        null,
        "2.0.0",
        ID,
        1,
        new FirmwareError("hash", "the image is not the one that was signed"),
        history);
  }

  @Test
  void a_report_is_read_as_it_was_written() {
    var report = failedWith(List.of(new Transition(FirmwareStatus.FAILED, NOON, ID)));

    assertThat(ReportedFirmware.fromReported(report.toPatch())).isEqualTo(report);
  }

  @Test
  void the_origins_flat_properties_are_enough() {
    var reported =
        new JsonObject()
            .put("firmwareStatus", "downloading")
            .put("logTime", "2026-11-20T12:00:00Z")
            .put("colour", 7);

    var report = ReportedFirmware.fromReported(reported);

    assertThat(report.status()).isEqualTo(FirmwareStatus.DOWNLOADING);
    assertThat(report.logTime()).isEqualTo(NOON);
    assertThat(report.updateId()).isNull();
  }

  @Test
  void a_device_that_has_said_nothing_is_unknown() {
    assertThat(ReportedFirmware.fromReported(new JsonObject())).isEqualTo(ReportedFirmware.UNKNOWN);
    assertThat(
            ReportedFirmware.fromReported(new JsonObject().put("firmwareStatus", "on fire"))
                .status())
        .isEqualTo(FirmwareStatus.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'firmwareStatus':7}",
        "{'firmwareStatus':{'a':[]}}",
        "{'logTime':'yesterday'}",
        "{'firmware':'2.0'}",
        "{'firmware':{'attempt':'one'}}",
        "{'firmware':{'history':{}}}",
        "{'firmware':{'history':[7]}}",
        "{'firmware':{'history':[{'status':'standBy'}]}}",
        "{'firmware':{'error':{'message':'no code'}}}",
        "{'firmware':{'updateId':'a/b'}}"
      })
  void nonsense_is_a_bad_message_and_not_half_a_status(String reported) {
    var json = new JsonObject(reported.replace('\'', '"'));

    assertThatThrownBy(() -> ReportedFirmware.fromReported(json)).isInstanceOf(BadMessage.class);
  }

  @Test
  void only_the_newest_16_transitions_are_kept() {
    var twenty =
        IntStream.range(0, 20)
            .mapToObj(i -> new Transition(FirmwareStatus.APPLYING, NOON.plusSeconds(i), null))
            .toList();

    var history = failedWith(twenty).history();

    assertThat(history).hasSize(16);
    assertThat(history.get(0).at()).isEqualTo(NOON.plusSeconds(4));
  }

  @Test
  void a_device_with_too_long_a_history_or_text_is_cut_not_refused() {
    var reported =
        new JsonObject(
            "{\"firmware\":{\"version\":\"%s\",\"history\":[%s]}}"
                .formatted(
                    "v".repeat(4000),
                    String.join(
                        ",",
                        IntStream.range(0, 500)
                            .mapToObj(i -> "{\"status\":\"standBy\",\"at\":\"" + NOON + "\"}")
                            .toList())));

    var report = ReportedFirmware.fromReported(reported);

    assertThat(report.version()).hasSize(512);
    assertThat(report.history()).hasSize(16);
  }

  @Test
  void what_is_absent_is_deleted_from_the_twin() {
    var patch = failedWith(List.of()).toPatch();

    assertThat(patch.containsKey("lastFirmwareUpdate")).isTrue();
    assertThat(patch.getValue("lastFirmwareUpdate")).isNull();
  }
}
