// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a query sorted into groups, and the result row of each. */
final class Groups {

  private final Query query;

  Groups(Query query) {
    this.query = query;
  }

  /** One result row a group; without {@code GROUP BY} all rows, even none, are one group. */
  List<JsonObject> of(Stream<? extends Row> rows) {
    // Section 10, uncertain: rows without the attribute form a group that lacks the member.
    Map<List<@Nullable Object>, List<Row>> groups = new LinkedHashMap<>();
    if (query.groupBy().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    rows.forEach(row -> groups.computeIfAbsent(key(row), k -> new ArrayList<>()).add(row));
    return groups.values().stream().map(this::result).toList();
  }

  private List<@Nullable Object> key(Row row) {
    var key = new ArrayList<@Nullable Object>();
    query.groupBy().forEach(path -> key.add(path.value(row)));
    return key;
  }

  private JsonObject result(List<Row> group) {
    var result = new JsonObject();
    for (var item : query.items()) {
      if (item instanceof Item.Computed computed) {
        Columns.put(result, item.name(), computed.aggregate().of(group, computed.over()));
      } else if (item instanceof Item.Value value) {
        Columns.put(result, item.name(), value.expression().value(group.get(0)));
      }
    }
    return result;
  }
}
