// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.firmcast.contract.FirmwareError;

/** The release does not run, and why. */
public final class InstallException extends RuntimeException {
  private final FirmwareError error;

  /** The code is stable, the message for people. */
  public InstallException(String code, String message) {
    this(new FirmwareError(code, message));
  }

  InstallException(FirmwareError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** As the device reports it. */
  public FirmwareError error() {
    return error;
  }

  /** Whatever went wrong, under that code where it has none of its own. */
  static InstallException of(Throwable failure, String code) {
    return failure instanceof InstallException known
        ? known
        : new InstallException(code, String.valueOf(failure.getMessage()));
  }
}
