// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.update.Ended;
import io.firmcast.agent.update.Remembered;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.UpdateId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a device remembers, as it stands in its file. */
final class RememberedJson {
  private RememberedJson() {}

  static JsonObject toJson(Remembered remembered) {
    var underWay = remembered.underWay();
    return new JsonObject()
        .put("reported", remembered.reported().toPatch())
        .put("underWay", underWay == null ? null : underWay.toJson())
        .put("ended", new JsonArray(remembered.ended().stream().map(RememberedJson::end).toList()))
        .put("epoch", remembered.epoch())
        .put("desiredVersion", remembered.desiredVersion());
  }

  static Remembered fromJson(JsonObject json) {
    var underWay = json.getJsonObject("underWay");
    return new Remembered(
        ReportedFirmware.fromReported(json.getJsonObject("reported")),
        underWay == null ? null : FirmwareUpdate.fromJson(underWay),
        json.getJsonArray("ended").stream()
            .map(JsonObject.class::cast)
            .map(RememberedJson::end)
            .toList(),
        json.getLong("epoch"),
        json.getLong("desiredVersion"));
  }

  private static JsonObject end(Ended ended) {
    return new JsonObject()
        .put("updateId", ended.id().value())
        .put("status", ended.status().wire());
  }

  private static Ended end(JsonObject json) {
    return new Ended(
        new UpdateId(json.getString("updateId")), FirmwareStatus.of(json.getString("status")));
  }
}
