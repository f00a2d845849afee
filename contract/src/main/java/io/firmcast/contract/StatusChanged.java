// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device's firmware status is another than it was. It is a hint for whoever folds it: what is
 * true stands in the twin.
 *
 * @param at when the device says it reached this status; where it does not say, when it was seen
 * @param reportedVersion the {@code $version} of the reported section that shows it, from 1;
 *     several changes found in one reading carry the same one, in the order they happened. 0 says
 *     that the hub no longer knows the device
 * @param version the firmware version the device reports
 */
public record StatusChanged(
    DeviceId deviceId,
    FirmwareStatus status,
    Instant at,
    long reportedVersion,
    @Nullable UpdateId updateId,
    @Nullable String version,
    @Nullable FirmwareError error) {

  /** Where a status stream publishes every change it sees. */
  public static final Topic<StatusChanged> TOPIC =
      new Topic<>("firmware.status.changed", StatusChanged::toJson, StatusChanged::fromJson);

  /** The hub no longer knows the device; if it comes back, it starts anew. */
  public static StatusChanged gone(DeviceId deviceId, Instant at) {
    return new StatusChanged(deviceId, FirmwareStatus.UNKNOWN, at, 0, null, null, null);
  }

  /** Whether the device has been deleted from the hub. */
  public boolean isGone() {
    return reportedVersion == 0;
  }

  /** Reads what {@link #toJson} wrote. */
  public static StatusChanged fromJson(JsonObject json) {
    var fields = new Fields(json);
    var at = fields.instant("at");
    var reportedVersion = fields.whole("reportedVersion");
    if (at == null || reportedVersion == null) {
      throw new BadMessage("", "needs at and reportedVersion");
    }
    var error = fields.object("error");
    return new StatusChanged(
        new DeviceId(fields.requiredText("deviceId")),
        FirmwareStatus.of(fields.requiredText("status")),
        at,
        reportedVersion,
        fields.as("updateId", UpdateId::new),
        fields.shownText("version"),
        error == null ? null : FirmwareError.fromFields(error));
  }

  /** Also an item of the feed's {@code snapshot} and {@code delta} frames. */
  public JsonObject toJson() {
    return Present.in(
        new JsonObject()
            .put("deviceId", deviceId.value())
            .put("status", status.wire())
            .put("at", at.toString())
            .put("reportedVersion", reportedVersion)
            .put("updateId", Present.text(updateId))
            .put("version", version)
            .put("error", error == null ? null : error.toJson()));
  }
}
