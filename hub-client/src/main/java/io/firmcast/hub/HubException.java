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
    /** The hub finds fault with the request. */
    BAD_REQUEST,
    /** As many calls are under way or waiting here as may be; nothing was sent. */
    OVERLOADED,
    /** The hub was not reached, or failed; whether it acted is not known. */
    UNAVAILABLE
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
