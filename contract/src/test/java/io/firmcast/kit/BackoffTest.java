// SPDX-License-Identifier: Apache-2.0
package io.firmcast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), new SplittableRandom(42));

  @Test
  void the_wait_is_anything_up_to_a_doubling_ceiling() {
    for (int attempt = 0; attempt < 6; attempt++) {
      var ceiling = 100L << attempt;
      var delays = delaysOf(attempt);

      assertThat(LongStream.of(delays)).allMatch(delay -> delay >= 1 && delay <= ceiling);
      assertThat(LongStream.of(delays)).anyMatch(delay -> delay < ceiling / 4);
      assertThat(LongStream.of(delays)).anyMatch(delay -> delay > ceiling * 3 / 4);
    }
  }

  @Test
  void the_ceiling_ends_at_the_longest_however_often_it_failed() {
    assertThat(LongStream.of(delaysOf(1_000_000))).allMatch(delay -> delay <= 10_000);
  }

  private long[] delaysOf(int attempt) {
    return IntStream.range(0, 1000).mapToLong(i -> backoff.delayMillis(attempt)).toArray();
  }
}
