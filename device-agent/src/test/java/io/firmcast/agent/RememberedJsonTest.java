// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.agent.update.Ended;
import io.firmcast.agent.update.Remembered;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import io.firmcast.contract.UpdateId;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedJsonTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final UpdateId R42 = new UpdateId("r42");

  @Test
  void all_of_it_is_remembered() {
    var reported =
        new ReportedFirmware(
            FirmwareStatus.APPLYING,
            AT,
            AT,
            AT,
            AT,
            "2.1.0",
            R42,
            2,
            new FirmwareError("hash", "no"),
            List.of(new Transition(FirmwareStatus.APPLYING, AT, R42)));
    var update =
        new FirmwareUpdate(URI.create("test.com"), R42, "2", "a".repeat(64), 7L, "e30=", 3L);
    var ended = List.of(new Ended(new UpdateId("r41"), FirmwareStatus.FAILED));

    assertKept(new Remembered(reported, update, ended, 3, 17));
  }

  @Test
  void so_is_next_to_nothing() {
    assertKept(new Remembered(ReportedFirmware.UNKNOWN, null, List.of(), 0, 0));
  }

  private static void assertKept(Remembered remembered) {
    var text = RememberedJson.toJson(remembered).encode();

    assertThat(RememberedJson.fromJson(new JsonObject(text))).isEqualTo(remembered);
  }
}
