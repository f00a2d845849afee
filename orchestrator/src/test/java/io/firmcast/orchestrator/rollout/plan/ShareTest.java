// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

  @ParameterizedTest
  @CsvSource({"95,95%", "95%,95%", "99.5,99.5%", "0.25%,0.25%", "100,100%", "0,0%", "7.10,7.1%"})
  void a_share_is_read_and_written(String text, String written) {
    assertThat(Share.of(text)).hasToString(written);
    assertThat(Share.of(written)).isEqualTo(Share.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "-1", "0.001", "many", "", "%"})
  void what_is_no_percentage_is_refused(String text) {
    assertThatThrownBy(() -> Share.of(text)).isInstanceOf(BadDefinition.class);
  }

  @Test
  void the_threshold_is_reached_exactly_and_not_just_below() {
    assertThat(Share.percent(95).isReachedBy(190, 200)).isTrue();
    assertThat(Share.percent(95).isReachedBy(189, 200)).isFalse();
    assertThat(Share.of("33.33").isReachedBy(3_333, 10_000)).isTrue();
    assertThat(Share.of("33.33").isReachedBy(3_332, 10_000)).isFalse();
  }

  @Test
  void of_nothing_every_share_is_reached() {
    assertThat(Share.percent(100).isReachedBy(0, 0)).isTrue();
  }

  @Test
  void a_million_devices_do_not_overflow() {
    assertThat(Share.percent(100).of(1_000_000)).isEqualTo(1_000_000);
    assertThat(Share.of("0.01").of(1_000_000)).isEqualTo(100);
  }
}
