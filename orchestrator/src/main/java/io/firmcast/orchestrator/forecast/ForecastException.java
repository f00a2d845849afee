// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.forecast;

/** There is no forecast, for no fault of the rollout. */
public final class ForecastException extends RuntimeException {
  private final Reason reason;

  /** Why there is none. */
  public enum Reason {
    /** Too many want one. */
    BUSY,
    /** It would take too long. */
    TOO_LONG,
    /** This process is ending. */
    ENDING
  }

  ForecastException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
