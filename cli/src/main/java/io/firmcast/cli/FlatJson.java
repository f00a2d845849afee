// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.BiConsumer;

/**
 * Nested JSON as a list of dotted names and values, in its own order, for people: nulls are left
 * out, and of a long array, or one of objects, there is only its length.
 */
record FlatJson(JsonObject json) {
  private static final int SHORT = 60;

  void forEach(BiConsumer<String, String> each) {
    walk("", json, each);
  }

  private static void walk(String prefix, JsonObject object, BiConsumer<String, String> each) {
    for (var entry : object) {
      var name = prefix + entry.getKey();
      if (entry.getValue() instanceof JsonObject nested) {
        walk(name + ".", nested, each);
      } else if (entry.getValue() instanceof JsonArray array) {
        each.accept(name, isShort(array) ? array.encode() : counted(array));
      } else if (entry.getValue() != null) {
        each.accept(name, entry.getValue().toString());
      }
    }
  }

  private static boolean isShort(JsonArray array) {
    return !array.isEmpty()
        && array.stream().noneMatch(item -> item instanceof JsonObject)
        && array.encode().length() <= SHORT;
  }

  private static String counted(JsonArray array) {
    return array.size() + " entries (--output json shows them)";
  }
}
