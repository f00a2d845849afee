// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadQueueTest {
  private static final DeviceId ONE = new DeviceId("sim-1");
  private static final DeviceId TWO = new DeviceId("sim-2");
  private final ReadQueue queue = new ReadQueue();

  @Test
  void a_device_asked_for_many_times_is_read_once() {
    for (int i = 0; i < 1000; i++) {
      queue.first(ONE);
      queue.once(TWO);
    }

    assertThat(queue.take()).isEqualTo(ONE);
    assertThat(queue.take()).isEqualTo(TWO);
    queue.done(ONE);
    queue.done(TWO);
    assertThat(queue.take()).isNull();
  }

  @Test
  void who_is_asked_for_first_comes_before_the_round_and_not_in_it_again() {
    queue.round(List.of(ONE, TWO));

    queue.first(TWO);

    assertThat(queue.take()).isEqualTo(TWO);
    queue.done(TWO);
    assertThat(queue.take()).isEqualTo(ONE);
    assertThat(queue.roundIsOver()).isTrue();
  }

  @Test
  void a_device_being_read_is_passed_over() {
    queue.first(ONE);
    assertThat(queue.take()).isEqualTo(ONE);

    queue.round(List.of(ONE, TWO));

    assertThat(queue.take()).isEqualTo(TWO);
    assertThat(queue.take()).isNull();
    assertThat(queue.inFlight()).isEqualTo(2);
  }
}
