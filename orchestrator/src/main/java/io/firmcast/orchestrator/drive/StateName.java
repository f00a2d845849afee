// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import java.util.Locale;

/** States as they are kept and shown: {@code AWAITING_APPROVAL} is {@code awaitingApproval}. */
public final class StateName {
  private StateName() {}

  public static String of(Enum<?> state) {
    var words = state.name().toLowerCase(Locale.ROOT).split("_", -1);
    var name = new StringBuilder(words[0]);
    for (var i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }
}
