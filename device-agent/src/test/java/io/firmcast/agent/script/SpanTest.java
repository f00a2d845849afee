// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

  @Test
  void a_time_is_that_time_and_two_are_any_between() {
    assertThat(Span.parse("15m").pick(new Random(7))).isEqualTo(Duration.ofMinutes(15));
    assertThat(IntStream.range(0, 100).mapToObj(i -> Span.parse("500ms-2s").pick(new Random(i))))
        .allMatch(time -> time.toMillis() >= 500 && time.toMillis() <= 2_000)
        .anyMatch(time -> time.toMillis() < 1_000)
        .anyMatch(time -> time.toMillis() > 1_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 s", "s", "5d", "-5s", "5s-", "5s-1s", "1s-2s-3s", "1e9s"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Span.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
