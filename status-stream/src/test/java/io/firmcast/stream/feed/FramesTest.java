// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static io.firmcast.contract.FirmwareStatus.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document of the feed says what the feed does. */
class FramesTest {
  private static final StatusChanged ITEM =
      new StatusChanged(
          new DeviceId("sim-1"),
          FAILED,
          Instant.parse("2026-11-20T12:00:00Z"),
          7,
          new UpdateId("u1"),
          "2.1.0",
          new FirmwareError("hash-mismatch", "not the image"));

  static Stream<String> frames() {
    return Stream.of(
        Frames.hello("e1", 1, 15, 500, false),
        Frames.snapshot(List.of(ITEM), 1, true),
        Frames.delta(2, List.of(ITEM)),
        Frames.bookmark(2, 500, true),
        Frames.error("bad-parameter", "no"));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void each_frame_has_exactly_the_members_that_its_message_requires(String text)
      throws IOException {
    var frame = new JsonObject(text);
    var message = block(document(), "    " + frame.getString("type") + ":\n      payload:");

    var required = message.replaceAll("(?s).*?required: \\[([^]]*)].*", "$1").split(", ");

    assertThat(frame.fieldNames()).containsExactlyInAnyOrder(required);
  }

  @Test
  void each_member_of_an_item_and_each_status_is_in_the_document() throws IOException {
    var item = block(document(), "    item:\n");

    assertThat(ITEM.toJson().fieldNames()).allMatch(name -> item.contains("        " + name + ":"));
    for (var status : FirmwareStatus.values()) {
      assertThat(item).contains(status.wire());
    }
  }

  /** From there to the next line that is indented as little. */
  private static String block(String document, String start) {
    var from = document.indexOf(start);
    assertThat(from).isPositive();
    var rest = document.substring(from + start.length());
    return rest.split("\n {0,4}\\S", 2)[0];
  }

  private static String document() throws IOException {
    try (var in = Frames.class.getResourceAsStream("/webroot/asyncapi.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
