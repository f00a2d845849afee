// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TakeoversTest {
  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Takeovers takeovers = new Takeovers();

  @Test
  void three_short_lives_in_a_row_are_no_accident() {
    assertThat(takeovers.suspect(MOMENT)).isFalse();
    assertThat(takeovers.suspect(MOMENT)).isFalse();
    assertThat(takeovers.suspect(MOMENT)).isTrue();
  }

  @Test
  void connections_that_are_cut_every_ten_seconds_are_an_unruly_hub_and_no_rival() {
    assertThat(IntStream.range(0, 100)).noneMatch(cut -> takeovers.suspect(Duration.ofSeconds(10)));
  }

  @Test
  void a_longer_life_between_short_ones_calms() {
    takeovers.suspect(MOMENT);
    takeovers.suspect(MOMENT);
    takeovers.suspect(MINUTE);

    assertThat(takeovers.suspect(MOMENT)).isFalse();
  }

  @Test
  void once_suspected_a_rival_is_expected_until_there_was_peace() {
    IntStream.range(0, Takeovers.SUSPICIOUS).forEach(i -> takeovers.suspect(MOMENT));

    assertThat(takeovers.suspect(MINUTE)).isTrue();
    assertThat(takeovers.suspect(Takeovers.PEACE)).isFalse();
    assertThat(takeovers.suspect(MINUTE)).isFalse();
  }

  @Test
  void rivals_do_not_come_back_together() {
    var random = new Random(7);

    assertThat(IntStream.range(0, 10).mapToObj(i -> Takeovers.pauseMillis(random)))
        .allMatch(pause -> pause >= 60_000 && pause <= 300_000)
        .doesNotHaveDuplicates();
  }
}
