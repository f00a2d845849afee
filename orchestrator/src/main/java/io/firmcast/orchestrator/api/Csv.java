// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.orchestrator.store.ExecutionRow;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines as RFC 4180 has them. */
final class Csv {
  private Csv() {}

  static String line(ExecutionRow row) {
    return Stream.of(
                row.deviceId(),
                Integer.toString(row.wave()),
                row.state(),
                row.reason(),
                Integer.toString(row.attempt()),
                row.updateId(),
                row.updatedAt().toString())
            .map(Csv::field)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** What a spreadsheet would take for a formula is made a text: devices choose their reasons. */
  private static String field(@Nullable String text) {
    if (text == null) {
      return "";
    }
    var safe = text.matches("(?s)^[=+\\-@\\t\\r].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
