// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.update.UpdateIds;
import io.firmcast.agent.update.Wanted;
import io.firmcast.contract.BadMessage;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Reads the desired property {@code firmware}: the path of an update for devices that are away. */
final class DesiredFirmware {
  static final String PROPERTY = "firmware";
  private static final String VERSION = "$version";

  private DesiredFirmware() {}

  /** What the whole desired section asks for; throws {@link BadMessage} where it is nonsense. */
  static Optional<Wanted> in(JsonObject desired) {
    if (desired.getValue(PROPERTY) == null) {
      return Optional.empty();
    }
    if (!(desired.getValue(PROPERTY) instanceof JsonObject firmware)) {
      throw new BadMessage("/" + PROPERTY, "must be an object");
    }
    var update = FirmwareUpdate.fromJson(firmware);
    var id = update.updateId() == null ? UpdateIds.of(update) : update.updateId();
    return Optional.of(new Wanted(update, id, version(desired)));
  }

  /** Of a section or a change; 0 where it has none. */
  static long version(JsonObject desired) {
    return desired.getValue(VERSION) instanceof Number number ? number.longValue() : 0;
  }
}
