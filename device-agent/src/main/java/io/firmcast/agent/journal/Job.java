// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.UpdateId;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The installation that a device is at, or was last at.
 *
 * @param starts how often the device was started in the middle of this step
 * @param error why it is being, or was, rolled back
 */
public record Job(UpdateId updateId, Step step, int starts, @Nullable FirmwareError error) {

  /** A step that has just been reached. */
  public static Job at(UpdateId updateId, Step step) {
    return new Job(updateId, step, 0, null);
  }

  /** On the way back, or back, because of that. */
  public static Job back(UpdateId updateId, Step step, FirmwareError why) {
    return new Job(updateId, step, 0, why);
  }

  /** The same step in a device that was started again. */
  public Job startedAgain() {
    return new Job(updateId, step, starts + 1, error);
  }

  /** Whether nothing is left to be done. */
  public boolean isOver() {
    return step == Step.CONFIRMED || step == Step.ROLLED_BACK;
  }

  static Job fromJson(JsonObject json) {
    var error = json.getJsonObject("error");
    return new Job(
        new UpdateId(json.getString("updateId")),
        Step.valueOf(json.getString("step")),
        json.getInteger("starts"),
        error == null
            ? null
            : new FirmwareError(error.getString("code"), error.getString("message")));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("updateId", updateId.value())
        .put("step", step.name())
        .put("starts", starts)
        .put("error", error == null ? null : error.toJson());
  }
}
