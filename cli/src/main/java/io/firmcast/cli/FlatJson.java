// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Nested JSON as a list of dotted names and values, in its own order; arrays stay as they are. */
record FlatJson(JsonObject json) {

  void forEach(BiConsumer<String, String> each) {
    walk("", json, each);
  }

  private static void walk(String prefix, JsonObject object, BiConsumer<String, String> each) {
    for (var entry : object) {
      if (entry.getValue() instanceof JsonObject nested) {
        walk(prefix + entry.getKey() + ".", nested, each);
      } else {
        each.accept(prefix + entry.getKey(), Objects.toString(entry.getValue()));
      }
    }
  }
}
