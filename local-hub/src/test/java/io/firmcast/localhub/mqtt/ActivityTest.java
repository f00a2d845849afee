// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ActivityTest {

  private final AtomicInteger told = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-20T15:00:00Z");
  private final Activity activity = new Activity(() -> now, told::incrementAndGet);

  @Test
  void many_messages_within_a_second_are_told_once() {
    activity.now();
    now = now.plusMillis(999);
    activity.now();

    assertThat(told).hasValue(1);
  }

  @Test
  void a_message_a_second_later_is_told_again() {
    activity.now();
    now = now.plusMillis(1000);
    activity.now();

    assertThat(told).hasValue(2);
  }
}
