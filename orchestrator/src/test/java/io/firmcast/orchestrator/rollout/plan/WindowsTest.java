// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void without_a_window_it_is_always_open() {
    assertThat(Windows.DEFAULT.at(Instant.EPOCH)).isEqualTo(new Span(true, null));
  }

  @ParameterizedTest
  @CsvSource({
    // Friday 2026-11-20, a window from 22:00 to 04:00 in Berlin on working days
    "2026-11-20T20:59:59Z,false,2026-11-20T21:00:00Z",
    "2026-11-20T21:00:00Z,true,2026-11-21T03:00:00Z",
    "2026-11-21T02:59:59Z,true,2026-11-21T03:00:00Z",
    "2026-11-21T03:00:00Z,false,2026-11-23T21:00:00Z",
  })
  void a_window_is_open_from_its_begin_to_before_its_end(Instant now, boolean open, Instant until) {
    var windows = new Windows(List.of(window("0 22 * * mon-fri", Duration.ofHours(6))), List.of());

    assertThat(windows.at(now)).isEqualTo(new Span(open, until));
  }

  @Test
  void local_time_counts_when_the_clocks_change() {
    var windows = new Windows(List.of(window("0 22 * * *", Duration.ofHours(1))), List.of());

    assertThat(windows.at(Instant.parse("2026-07-01T12:00:00Z")).until())
        .isEqualTo("2026-07-01T20:00:00Z");
    assertThat(windows.at(Instant.parse("2026-12-01T12:00:00Z")).until())
        .isEqualTo("2026-12-01T21:00:00Z");
    // 02:30 does not exist on the last Sunday of March.
    var skipped = new Windows(List.of(window("30 2 29 3 *", Duration.ofHours(1))), List.of());
    assertThat(skipped.at(Instant.parse("2026-03-28T12:00:00Z")).until())
        .isEqualTo("2026-03-29T01:30:00Z");
  }

  @Test
  void a_blackout_closes_an_open_window_and_the_day_after_it_opens_again() {
    var dark = new Blackout(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 26), BERLIN);
    var windows = new Windows(List.of(), List.of(dark));

    assertThat(windows.at(Instant.parse("2026-12-20T00:00:00Z")))
        .isEqualTo(new Span(true, Instant.parse("2026-12-23T23:00:00Z")));
    assertThat(windows.at(Instant.parse("2026-12-25T00:00:00Z")))
        .isEqualTo(new Span(false, Instant.parse("2026-12-26T23:00:00Z")));
  }

  @Test
  void a_window_that_never_opens_says_so() {
    var windows = new Windows(List.of(window("0 0 30 2 *", Duration.ofHours(1))), List.of());

    assertThat(windows.at(Instant.EPOCH)).isEqualTo(new Span(false, null));
  }

  @Test
  void where_both_days_are_given_either_will_do() {
    var windows = new Windows(List.of(window("0 0 13 * fri", Duration.ofMinutes(1))), List.of());

    // Saturday 2026-11-21: the next Friday is the 27th; from the 12th of December on, the 13th.
    assertThat(windows.at(Instant.parse("2026-11-21T12:00:00Z")).until())
        .isEqualTo("2026-11-26T23:00:00Z");
    assertThat(windows.at(Instant.parse("2026-12-12T12:00:00Z")).until())
        .isEqualTo("2026-12-12T23:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "*/0 * * * *",
        "5-1 * * * *",
        "a * * * *",
        "1-2-3 * * * *",
        "1,,2 * * * *"
      })
  void what_is_no_cron_is_refused(String text) {
    assertThatThrownBy(() -> new Cron(text)).isInstanceOf(BadDefinition.class);
  }

  @Test
  void steps_ranges_lists_and_names_are_understood() {
    var fields = new Cron("*/15 8-10,20 1 JAN-mar,12 7").fields();

    assertThat(fields.minutes().stream()).containsExactly(0, 15, 30, 45);
    assertThat(fields.hours().stream()).containsExactly(8, 9, 10, 20);
    assertThat(fields.months().stream()).containsExactly(1, 2, 3, 12);
    assertThat(fields.weekdays().get(0)).isTrue();
  }

  private static MaintenanceWindow window(String cron, Duration duration) {
    return new MaintenanceWindow(new Cron(cron), duration, BERLIN);
  }
}
