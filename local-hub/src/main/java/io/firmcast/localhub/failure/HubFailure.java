// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.failure;

/**
 * A refusal that the caller sees as one of IoT Hub's error codes; carries no stack, for it is an
 * answer and not a bug.
 */
public final class HubFailure extends RuntimeException {

  private final Code code;

  public HubFailure(Code code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  public static HubFailure deviceNotFound(String deviceId) {
    return new HubFailure(Code.DEVICE_NOT_FOUND, "Device " + deviceId + " not registered");
  }

  public static HubFailure moduleNotFound(String moduleKey) {
    return new HubFailure(Code.MODULE_NOT_FOUND, "Module " + moduleKey + " not registered");
  }

  /** What went wrong in our own house, shown as 500 without its details. */
  public static HubFailure of(Throwable cause) {
    return cause instanceof HubFailure failure
        ? failure
        : new HubFailure(Code.SERVER_ERROR, "The hub failed; see its log");
  }
}
