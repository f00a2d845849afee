// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

/** A call to the hub that did not succeed, and why, whatever the adapter beneath calls it. */
public final class HubException extends RuntimeException {

  /** Why; each calls for another reaction. */
  public enum Reason {
    /** The hub does not know the device. */
    DEVICE_NOT_FOUND,
    /** The device is not connected, or does not take methods: it has not been asked. */
    DEVICE_OFFLINE,
    /** The device was asked and has not answered: it may have done it. */
    DEVICE_TIMEOUT,
    /** The hub asks to slow down. */
    THROTTLED,
    /** The hub refuses our credentials. */
    UNAUTHORIZED,
    /** What is there is not what the request expects: it exists already, or its etag is another. */
    CONFLICT,
    /** The hub finds fault with the request. */
    BAD_REQUEST,
    /** As many calls are under way or waiting here as may be; nothing was sent. */
    OVERLOADED,
    /** The hub was not reached, or failed; whether it acted is not known. */
    UNAVAILABLE;

    /**
     * What a hub's number stands for (iot-hub-protocol.md section 4.8): six digits where it gave
     * one, else the HTTP status.
     */
    public static Reason of(int code) {
      return switch (code) {
        case 404_103, 403_012 -> DEVICE_OFFLINE;
        case 403_002, 403_004, 403_800 -> THROTTLED;
        default -> ofStatus(code > 999 ? code / 1000 : code);
      };
    }

    private static Reason ofStatus(int status) {
      return switch (status) {
        case 400, 413 -> BAD_REQUEST;
        case 401, 403 -> UNAUTHORIZED;
        case 404 -> DEVICE_NOT_FOUND;
        case 409, 412 -> CONFLICT;
        case 429 -> THROTTLED;
        default -> UNAVAILABLE;
      };
    }
  }

  private final Reason reason;

  public HubException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public HubException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
