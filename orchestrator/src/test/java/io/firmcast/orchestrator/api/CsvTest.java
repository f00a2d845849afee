// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.orchestrator.store.ExecutionRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void what_is_absent_is_an_empty_field() {
    assertThat(Csv.line(row(null))).isEqualTo("sim-1,2,failed,,1,,2026-11-20T12:00:00Z\r\n");
  }

  @Test
  void commas_quotes_and_line_ends_are_quoted() {
    assertThat(Csv.line(row("a, \"b\"\nc"))).contains(",\"a, \"\"b\"\"\nc\",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
  void what_a_spreadsheet_would_compute_is_made_a_text(String reason) {
    assertThat(Csv.line(row(reason)).replace("\"", "")).contains(",'" + reason + ",");
  }

  @Test
  void a_formula_before_a_line_end_is_made_a_text_too() {
    assertThat(Csv.line(row("=1+1\nx"))).contains(",\"'=1+1\nx\",");
  }

  private static ExecutionRow row(@Nullable String reason) {
    return new ExecutionRow("sim-1", 2, "failed", reason, 1, null, AT);
  }
}
