// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a device answers to the direct method {@code firmwareUpdate}, at once (design.md section 4).
 *
 * @param status the method's status: 200, 400, 409 or 412 from our agents, any number from others
 * @param response the sentence under {@code Response}; empty where a device sent none
 * @param updateId the update it speaks of: the accepted one, or the one that is running instead
 * @param firmwareStatus how far that update is, where it was already started
 * @param reason why it was refused
 */
public record FirmwareAnswer(
    int status,
    String response,
    @Nullable UpdateId updateId,
    @Nullable FirmwareStatus firmwareStatus,
    @Nullable String reason) {

  public static final int OK = 200;
  public static final int BAD_REQUEST = 400;
  public static final int CONFLICT = 409;
  public static final int PRECONDITION_FAILED = 412;

  /** Accepted; the phases follow. */
  public static FirmwareAnswer started(UpdateId id) {
    return new FirmwareAnswer(OK, "Firmware update started", id, null, null);
  }

  /** The same id again: nothing is done twice. */
  public static FirmwareAnswer alreadyStarted(UpdateId id, FirmwareStatus reached) {
    return new FirmwareAnswer(OK, "Firmware update already started", id, reached, null);
  }

  /** Another update is running. */
  public static FirmwareAnswer busyWith(UpdateId running) {
    return new FirmwareAnswer(
        CONFLICT, "Another firmware update is in progress", running, null, null);
  }

  /** Refused before a byte is fetched. */
  public static FirmwareAnswer rejected(String reason) {
    return new FirmwareAnswer(PRECONDITION_FAILED, "Rejected", null, null, reason);
  }

  /** The payload was not one. */
  public static FirmwareAnswer badRequest(String reason) {
    return new FirmwareAnswer(BAD_REQUEST, "Bad request", null, null, reason);
  }

  /** Whether the device does, or has done, what it was asked. */
  public boolean isAccepted() {
    return status >= 200 && status < 300;
  }

  /**
   * Reads what a device answered; a device of somebody else's may answer anything, so what is not
   * understood is absent and never an error.
   */
  public static FirmwareAnswer fromJson(int status, @Nullable Object payload) {
    if (!(payload instanceof JsonObject json)) {
      return new FirmwareAnswer(status, "", null, null, null);
    }
    try {
      var fields = new Fields(json);
      var response = fields.shownText("Response");
      return new FirmwareAnswer(
          status,
          response == null ? "" : response,
          fields.as("updateId", UpdateId::new),
          fields.as("firmwareStatus", FirmwareStatus::of),
          fields.shownText("reason"));
    } catch (BadMessage notOurs) {
      return new FirmwareAnswer(status, "", null, null, null);
    }
  }

  /** The method's payload; the status travels beside it. */
  public JsonObject toJson() {
    return Present.in(
        new JsonObject()
            .put("Response", response)
            .put("updateId", Present.text(updateId))
            .put("firmwareStatus", firmwareStatus == null ? null : firmwareStatus.wire())
            .put("reason", reason));
  }
}
