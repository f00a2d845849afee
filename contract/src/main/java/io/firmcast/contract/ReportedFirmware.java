// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device reports of its firmware in its twin (design.md section 4): the flat names are the
 * origin's, the rest stands under {@code firmware}. Times are the device's own and only displayed.
 *
 * @param logTime when the device last came to stand by
 * @param lastFirmwareUpdate when an update last completed
 * @param attempt which try of {@code updateId} this is, from 1; 0 where there was none
 * @param history the newest {@value #HISTORY} transitions, oldest first
 */
public record ReportedFirmware(
    FirmwareStatus status,
    @Nullable Instant logTime,
    @Nullable Instant downloadComplete,
    @Nullable Instant startedApplyingImage,
    @Nullable Instant lastFirmwareUpdate,
    @Nullable String version,
    @Nullable UpdateId updateId,
    int attempt,
    @Nullable FirmwareError error,
    List<Transition> history) {

  /** As many transitions as a twin keeps, so that a slow reader still sees each. */
  public static final int HISTORY = 16;

  /** A device that has reported nothing, or nonsense. */
  public static final ReportedFirmware UNKNOWN =
      new ReportedFirmware(
          FirmwareStatus.UNKNOWN, null, null, null, null, null, null, 0, null, List.of());

  public ReportedFirmware {
    history = List.copyOf(history.subList(Math.max(0, history.size() - HISTORY), history.size()));
  }

  /**
   * Reads the reported section of a twin. A field of ours with a wrong type makes the whole {@link
   * BadMessage}: half of a lie is not a status. A section without our fields is {@link #UNKNOWN}.
   */
  public static ReportedFirmware fromReported(JsonObject reported) {
    var flat = new Fields(reported);
    var nested = flat.object("firmware");
    var firmware = nested == null ? new Fields(new JsonObject()) : nested;
    var error = firmware.object("error");
    var attempt = firmware.whole("attempt");
    return new ReportedFirmware(
        FirmwareStatus.of(flat.text("firmwareStatus")),
        flat.instant("logTime"),
        flat.instant("downloadComplete"),
        flat.instant("startedApplyingImage"),
        flat.instant("lastFirmwareUpdate"),
        firmware.shownText("version"),
        firmware.as("updateId", UpdateId::new),
        attempt == null ? 0 : (int) Math.max(0, Math.min(attempt, Integer.MAX_VALUE)),
        error == null ? null : FirmwareError.fromFields(error),
        firmware.objects("history", HISTORY, Transition::fromFields));
  }

  /**
   * The patch that makes the twin say exactly this: absent fields are nulls, which delete. Sending
   * it twice, or after one that was lost, does no harm.
   */
  public JsonObject toPatch() {
    return new JsonObject()
        .put("firmwareStatus", status.wire())
        .put("logTime", Present.text(logTime))
        .put("downloadComplete", Present.text(downloadComplete))
        .put("startedApplyingImage", Present.text(startedApplyingImage))
        .put("lastFirmwareUpdate", Present.text(lastFirmwareUpdate))
        .put(
            "firmware",
            new JsonObject()
                .put("version", version)
                .put("updateId", Present.text(updateId))
                .put("attempt", attempt)
                .put("error", error == null ? null : error.toJson())
                .put("history", new JsonArray(history.stream().map(Transition::toJson).toList())));
  }
}
