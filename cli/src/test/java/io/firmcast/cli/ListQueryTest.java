// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListQueryTest {

  @Test
  void without_words_it_is_everything_in_the_columns_of_a_table_or_whole() {
    assertThat(list(null).sql())
        .isEqualTo(
            "SELECT deviceId, status, connectionState, lastActivityTime, authenticationType FROM"
                + " devices");
    assertThat(new ListQuery(null, null, false, true).sql()).isEqualTo("SELECT * FROM devices");
  }

  @Test
  void words_are_a_condition_with_or_without_where() {
    assertThat(list("status = 'x' OR a = 1").sql())
        .endsWith("FROM devices WHERE status = 'x' OR a = 1");
    assertThat(list(" Where a = 1 ").sql()).endsWith("FROM devices WHERE a = 1");
  }

  @Test
  void words_that_begin_with_select_are_the_query() {
    var whole = list("\n select COUNT() AS n\nFROM devices ");

    assertThat(whole.isComplete()).isTrue();
    assertThat(whole.sql()).isEqualTo("select COUNT() AS n\nFROM devices");
    assertThat(list("selected = 1").isComplete()).isFalse();
  }

  @Test
  void modules_of_a_device_and_a_condition_are_both_asked_for() {
    assertThat(new ListQuery("a = 1 OR b = 2", "o'x", true, true).sql())
        .isEqualTo("SELECT * FROM devices.modules WHERE (deviceId = 'o\\'x') AND (a = 1 OR b = 2)");
    assertThat(new ListQuery(null, "d", true, false).sql())
        .endsWith("FROM devices.modules WHERE deviceId = 'd'");
  }

  private static ListQuery list(@Nullable String text) {
    return new ListQuery(text, null, false, false);
  }
}
