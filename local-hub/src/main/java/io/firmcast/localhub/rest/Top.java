// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;

/** The parameter {@code top} of a list. */
final class Top {

  private Top() {}

  /** How many are asked for, at most and by default the given number. */
  static int of(Call call, int most) {
    var text = call.parameter("top");
    if (text == null) {
      return most;
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "top is not a count");
    }
    return Math.min(most, Integer.parseInt(text));
  }
}
