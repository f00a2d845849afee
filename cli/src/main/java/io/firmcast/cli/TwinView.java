// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A twin as it is printed: in a table without metadata, else as the hub has it. */
record TwinView(JsonObject twin) {

  Table table() {
    var table = new Table();
    for (var name :
        new String[] {"deviceId", "moduleId", "status", "connectionState", "etag", "version"}) {
      if (twin.containsKey(name)) {
        table.row(name, Cell.of(twin.getValue(name)));
      }
    }
    section(table, "tags.", twin.getJsonObject("tags"));
    var properties = twin.getJsonObject("properties", new JsonObject());
    section(table, "desired.", properties.getJsonObject("desired"));
    section(table, "reported.", properties.getJsonObject("reported"));
    return table;
  }

  private static void section(Table table, String prefix, @Nullable JsonObject section) {
    if (section != null) {
      var shown = section.copy();
      shown.remove("$metadata");
      new FlatJson(shown).forEach((name, value) -> table.row(prefix + name, value));
    }
  }
}
