// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A result row of a query that is not grouped. */
final class Columns {

  private Columns() {}

  static JsonObject of(Query query, Row row) {
    if (query.whole()) {
      return row.whole();
    }
    var result = new JsonObject();
    for (var item : query.items()) {
      if (item instanceof Item.Value value) {
        put(result, item.name(), value.expression().value(row));
      }
    }
    return result;
  }

  /** Adds a member, unless the value is missing. */
  static void put(JsonObject result, String name, @Nullable Object value) {
    if (value == Literals.Null.NULL) {
      result.putNull(name);
    } else if (value != null) {
      result.put(name, value);
    }
  }
}
