// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirmwareAnswerTest {
  private static final UpdateId ID = new UpdateId("u-1");

  static Stream<FirmwareAnswer> answers() {
    return Stream.of(
        FirmwareAnswer.started(ID),
        FirmwareAnswer.alreadyStarted(ID, FirmwareStatus.APPLYING),
        FirmwareAnswer.busyWith(ID),
        FirmwareAnswer.rejected("staleEpoch"),
        FirmwareAnswer.badRequest("/fwPackageUri is required"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void an_answer_is_read_as_it_was_meant(FirmwareAnswer answer) {
    assertThat(FirmwareAnswer.fromJson(answer.status(), answer.toJson())).isEqualTo(answer);
  }

  @Test
  void the_origins_answer_is_an_acceptance() {
    var answer =
        FirmwareAnswer.fromJson(200, new JsonObject("{\"Response\":\"Firmware update started\"}"));

    assertThat(answer.isAccepted()).isTrue();
    assertThat(answer.updateId()).isNull();
  }

  @Test
  void an_answer_that_is_not_ours_is_still_an_answer() {
    assertThat(FirmwareAnswer.fromJson(200, null).isAccepted()).isTrue();
    assertThat(FirmwareAnswer.fromJson(200, new JsonArray().add(1)).response()).isEmpty();
    assertThat(FirmwareAnswer.fromJson(500, new JsonObject().put("Response", 7)).isAccepted())
        .isFalse();
    assertThat(FirmwareAnswer.fromJson(200, new JsonObject().put("updateId", "../x")).updateId())
        .isNull();
  }
}
