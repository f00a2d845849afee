// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Test
  void a_bar_is_drawn_over_the_one_before_and_taken_away() {
    var line = new ProgressLine(terminal, true);

    line.show(1, 2, "connected 1 of 2");
    line.clear();

    var bar = "█".repeat(12) + "░".repeat(12);
    assertThat(text()).isEqualTo("\r\u001b[K" + bar + " connected 1 of 2" + "\r\u001b[K");
  }

  @Test
  void more_than_all_and_nothing_of_nothing_are_full_bars() {
    var line = new ProgressLine(terminal, true);

    line.show(5, 2, "");
    line.show(0, 0, "");

    assertThat(text()).doesNotContain("░");
  }

  @Test
  void where_nobody_looks_nothing_is_drawn() {
    var line = new ProgressLine(terminal, false);

    line.show(1, 2, "connected 1 of 2");
    line.clear();

    assertThat(text()).isEmpty();
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
