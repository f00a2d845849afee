// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a query found, with a column for each name that occurs in it. */
record Rows(List<JsonObject> rows) {
  /** Of a whole twin there is only this in a table; --output json has all of it. */
  private static final List<String> OF_A_TWIN =
      List.of(
          "deviceId",
          "moduleId",
          "status",
          "connectionState",
          "lastActivityTime",
          "authenticationType");

  String json() {
    return new JsonArray(rows).encodePrettily();
  }

  Table table() {
    var columns = columns();
    var table = new Table().row(columns.toArray(String[]::new));
    rows.forEach(
        row ->
            table.row(
                columns.stream().map(name -> Cell.of(row.getValue(name))).toArray(String[]::new)));
    return table;
  }

  private Set<String> columns() {
    var names = new LinkedHashSet<String>();
    rows.forEach(row -> names.addAll(row.fieldNames()));
    return names.contains("properties")
        ? OF_A_TWIN.stream()
            .filter(names::contains)
            .collect(Collectors.toCollection(LinkedHashSet::new))
        : names;
  }
}
