// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RingTest {

  private final Ring<String> ring = new Ring<>(3);

  @Test
  void an_empty_ring_has_nothing_after_its_beginning() {
    assertThat(ring.after(0, 10)).contains(List.of());
    assertThat(ring.newest()).isZero();
  }

  @Test
  void gives_what_follows_a_number_but_no_more_than_asked_for() {
    add(3);

    assertThat(ring.after(0, 10)).contains(List.of("1", "2", "3"));
    assertThat(ring.after(1, 1)).contains(List.of("2"));
    assertThat(ring.after(3, 10)).contains(List.of());
  }

  @Test
  void says_when_something_that_was_asked_for_is_no_longer_held() {
    add(5);

    assertThat(ring.oldest()).isEqualTo(3);
    assertThat(ring.after(2, 10)).contains(List.of("3", "4", "5"));
    assertThat(ring.after(1, 10)).isEmpty();
    assertThat(ring.after(-1, 10)).isEmpty();
  }

  @Test
  void a_number_of_the_future_is_not_known() {
    add(2);

    assertThat(ring.after(3, 10)).isEmpty();
  }

  @Test
  void entries_that_are_too_heavy_together_make_room_sooner() {
    var light = new Ring<String>(3, 100);
    light.add(40, Long::toString);
    light.add(40, Long::toString);
    light.add(50, Long::toString);

    assertThat(light.all()).containsExactly("2", "3");
    assertThat(light.after(0, 10)).isEmpty();
  }

  @Test
  void the_newest_is_held_whatever_its_weight() {
    var light = new Ring<String>(3, 100);
    light.add(1, Long::toString);
    light.add(1000, Long::toString);
    assertThat(light.all()).containsExactly("2");

    light.add(1, Long::toString);
    light.add(1, Long::toString);

    assertThat(light.all()).containsExactly("3", "4");
  }

  @Test
  void what_was_dropped_weighs_nothing_any_more() {
    var light = new Ring<String>(3, 100);

    IntStream.range(0, 1000).forEach(i -> light.add(33, Long::toString));

    assertThat(light.all()).containsExactly("998", "999", "1000");
  }

  private void add(int count) {
    IntStream.range(0, count).forEach(i -> ring.add(1, Long::toString));
  }
}
