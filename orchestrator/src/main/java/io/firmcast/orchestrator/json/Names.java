// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import java.util.Locale;

/** How names of Java are spelled in JSON. */
final class Names {
  private Names() {}

  /** {@code FORCE_CANCEL} is {@code forceCancel}. */
  static String of(Enum<?> constant) {
    var words = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
    var name = new StringBuilder(words[0]);
    for (var i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }

  /** {@code DesiredWritten} is {@code desiredWritten}. */
  static String of(Class<?> type) {
    var name = type.getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
