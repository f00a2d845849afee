// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PressureTest {
  private final Pressure pressure = new Pressure();

  @Test
  void a_hub_that_asks_for_less_is_given_less_and_slowly_all_of_it_again() {
    assertThat(pressure.speed(0)).isEqualTo(1);

    pressure.felt(seconds(1));

    assertThat(pressure.speed(seconds(1))).isEqualTo(0.7);
    assertThat(pressure.speed(seconds(10))).isEqualTo(0.85, within(1e-9));
    assertThat(pressure.speed(seconds(60))).isEqualTo(1);
  }

  @Test
  void calls_that_are_refused_together_are_one_sign() {
    for (int i = 0; i < 16; i++) {
      pressure.felt(seconds(1) + i);
    }

    assertThat(pressure.speed(seconds(1))).isEqualTo(0.7, within(1e-6));
  }

  @Test
  void it_is_never_asked_so_little_that_nothing_goes_on() {
    for (int i = 0; i < 100; i++) {
      pressure.felt(seconds(i * 2L));
    }

    assertThat(pressure.speed(seconds(198))).isEqualTo(0.1, within(0.05));
  }

  private static long seconds(long count) {
    return TimeUnit.SECONDS.toNanos(count);
  }
}
