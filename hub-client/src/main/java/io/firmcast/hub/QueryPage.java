// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a query, and where the next ones are; a null continuation ends it. */
public record QueryPage(List<JsonObject> rows, @Nullable String continuation) {
  public QueryPage {
    rows = List.copyOf(rows);
  }
}
