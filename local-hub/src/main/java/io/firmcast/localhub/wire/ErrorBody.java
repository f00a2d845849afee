// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The coded JSON of an error, the same over MQTT and inside a REST error, and the tracking ids that
 * stand in all of them.
 */
public final class ErrorBody {

  private static final DateTimeFormatter TRACKING_TIME =
      DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final RandomGenerator random;

  public ErrorBody(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** The error with its numeric code; never empty, for the Java SDK would wait for its time-out. */
  public JsonObject coded(HubFailure failure) {
    var now = clock.instant();
    return new JsonObject()
        .put("errorCode", failure.code().number())
        .put("trackingId", tracking("-G:0-TimeStamp:", now))
        .put("message", failure.getMessage())
        .put("timestampUtc", HubTime.format(now));
  }

  /** The text of an {@code ExceptionMessage}. */
  public String trackingText() {
    return "Tracking ID:" + tracking("-TimeStamp:", clock.instant());
  }

  private String tracking(String separator, Instant now) {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes) + separator + TRACKING_TIME.format(now);
  }
}
