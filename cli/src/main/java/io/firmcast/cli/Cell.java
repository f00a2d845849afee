// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One value of a hub's document in a table. */
final class Cell {
  /** How IoT Hub writes a time that has not come. */
  private static final String NEVER = "0001-01-01T00:00:00";

  private Cell() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof JsonObject object) {
      return object.encode();
    }
    if (value instanceof JsonArray array) {
      return array.encode();
    }
    var text = value.toString();
    return text.startsWith(NEVER) ? "never" : text.replaceAll("\\R", " ");
  }
}
