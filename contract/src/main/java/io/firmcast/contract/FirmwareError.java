// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.json.JsonObject;

/** Why an update failed, by the device's own account: a stable code and a sentence for people. */
public record FirmwareError(String code, String message) {

  static FirmwareError fromFields(Fields fields) {
    var message = fields.shownText("message");
    return new FirmwareError(fields.requiredText("code"), message == null ? "" : message);
  }

  /** {@code {"code":…,"message":…}}. */
  public JsonObject toJson() {
    return new JsonObject().put("code", code).put("message", message);
  }
}
