// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimersTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void they_come_in_the_order_of_time_and_place_whatever_was_set_and_cleared(long seed) {
    var random = new Random(seed);
    var timers = new Timers(4);
    timers.grow(200);
    var expected =
        new TreeSet<List<Long>>(
            java.util.Comparator.<List<Long>>comparingLong(it -> it.get(0))
                .thenComparingLong(it -> it.get(1)));

    for (var i = 0; i < 5_000; i++) {
      var place = random.nextInt(200);
      expected.removeIf(it -> it.get(1) == place);
      if (random.nextInt(4) == 0) {
        timers.clear(place);
      } else {
        long at = random.nextInt(500);
        timers.set(place, at);
        expected.add(List.of(at, (long) place));
      }
      assertThat(timers.next())
          .isEqualTo(expected.isEmpty() ? Long.MAX_VALUE : expected.first().get(0));
    }
    var popped = new ArrayList<List<Long>>();
    while (timers.next() != Long.MAX_VALUE) {
      popped.add(List.of(timers.next(), (long) timers.first()));
      timers.clear(timers.first());
    }

    assertThat(popped).containsExactlyElementsOf(expected);
  }

  @Test
  void what_has_no_time_says_so() {
    assertThat(new Timers(1).at(0)).isEqualTo(Long.MAX_VALUE);
  }
}
