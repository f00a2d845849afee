// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeedTest {

  @Test
  void just_enough_is_enough() {
    var speed = new Speed(100);

    assertThat(speed.isTooSlow(50)).isFalse();
    assertThat(speed.isTooSlow(100)).isFalse();
    assertThat(speed.isTooSlow(150)).isFalse();
  }

  @Test
  void a_slow_beginning_is_known_after_one_window() {
    var speed = new Speed(100);

    assertThat(speed.isTooSlow(1)).isFalse();
    assertThat(speed.isTooSlow(2)).isTrue();
  }

  @Test
  void a_server_that_falls_asleep_is_known_one_and_a_half_windows_later() {
    var speed = new Speed(100);
    speed.isTooSlow(1000);
    speed.isTooSlow(2000);

    assertThat(speed.isTooSlow(2001)).isFalse();
    assertThat(speed.isTooSlow(2002)).isTrue();
  }
}
