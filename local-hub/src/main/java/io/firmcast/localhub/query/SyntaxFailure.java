// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;

/** How a bad query is refused; section 10, uncertain: the real hub's name for it is not known. */
final class SyntaxFailure {

  private SyntaxFailure() {}

  static HubFailure at(int position, String message) {
    return new HubFailure(
        Code.ARGUMENT_INVALID, "Query is invalid at position " + position + ": " + message);
  }
}
