// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The sweep in IoT Hub's query language (iot-hub-protocol.md section 5.1), and its rows. It is a
 * projection: a hub bills a query by the bytes of its result.
 */
final class SweepQuery {
  private static final String STAMP = "properties.reported.$metadata.firmwareStatus.$lastUpdated";
  private static final String EVERYTHING =
      "SELECT deviceId, properties.reported.firmwareStatus AS firmwareStatus,"
          + " properties.reported.$version AS reportedVersion, "
          + STAMP
          + " AS lastUpdated FROM devices";

  /** As the hub writes stamps: it compares them as text. */
  private static final DateTimeFormatter SEVEN_DIGITS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** What a row says of a device, to be compared with what the last one said, and no more. */
  record Row(DeviceId device, String text, @Nullable Instant lastUpdated) {}

  private SweepQuery() {}

  static String everything() {
    return EVERYTHING;
  }

  static String changedSince(Instant time) {
    return EVERYTHING + " WHERE " + STAMP + " > '" + SEVEN_DIGITS.format(time) + "'";
  }

  /** Null for a row that names no device. */
  static @Nullable Row row(JsonObject json) {
    if (!(json.getValue("deviceId") instanceof String id)) {
      return null;
    }
    try {
      var device = new DeviceId(id);
      var mark = json.getValue("reportedVersion") + " " + json.getValue("lastUpdated");
      var text = mark + " " + json.getValue("firmwareStatus");
      return new Row(device, shortened(text), stamp(json.getValue("lastUpdated")));
    } catch (BadMessage noDevice) {
      return null;
    }
  }

  /** A device may have put anything for its status, and this is kept for every device. */
  private static String shortened(String text) {
    return text.length() <= 96 ? text : text.substring(0, 96);
  }

  private static @Nullable Instant stamp(@Nullable Object text) {
    try {
      return text instanceof String iso ? Instant.parse(iso) : null;
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
