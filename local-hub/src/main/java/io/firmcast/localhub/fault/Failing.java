// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import org.jspecify.annotations.Nullable;

/** The failures that can be had on purpose, by status. */
final class Failing {

  private Failing() {}

  /** The failure with a status; null if there is none. */
  static @Nullable HubFailure of(int status) {
    return switch (status) {
      case 429 -> new HubFailure(Code.THROTTLED, "Throttled by a fault rule.");
      case 500 -> new HubFailure(Code.SERVER_ERROR, "Failed by a fault rule.");
      case 503 -> new HubFailure(Code.UNAVAILABLE, "Unavailable by a fault rule.");
      case 504 -> new HubFailure(Code.GATEWAY_TIMEOUT, "Timed out by a fault rule.");
      default -> null;
    };
  }
}
