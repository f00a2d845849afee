// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 65, 4_096, 300_000, 1_000_000})
  void the_lowest_is_at_hand_whatever_was_added_and_removed(int places) {
    var random = new Random(places);
    var ready = new Ready();
    var expected = new TreeSet<Integer>();

    for (var i = 0; i < 20_000; i++) {
      var place = random.nextInt(places);
      if (expected.isEmpty() || random.nextInt(3) > 0) {
        ready.add(place);
        expected.add(place);
      } else {
        ready.remove(expected.first());
        expected.pollFirst();
      }
      assertThat(ready.first()).isEqualTo(expected.isEmpty() ? -1 : expected.first());
    }
  }
}
