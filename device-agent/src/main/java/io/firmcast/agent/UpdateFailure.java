// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.contract.FirmwareError;

/** An update cannot go on, for a reason that the twin is to tell. */
public final class UpdateFailure extends RuntimeException {
  private final FirmwareError error;

  /**
   * @param code stable: {@code hash}, {@code slowRetrieval} …
   * @param message a sentence for people
   */
  public UpdateFailure(String code, String message) {
    super(message, null, false, false);
    this.error = new FirmwareError(code, message);
  }

  /** As it is reported. */
  public FirmwareError error() {
    return error;
  }

  /** How that failure, whatever it is, is reported. */
  static FirmwareError errorOf(Throwable failure) {
    return failure instanceof UpdateFailure known
        ? known.error
        : new FirmwareError("internal", String.valueOf(failure.getMessage()));
  }
}
