// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

  @Test
  void it_measures_durations_also_where_the_nanoseconds_overflow() {
    var nanos = new AtomicLong(Long.MAX_VALUE - 10);
    var clock = new SteadyClock(nanos::get);
    var before = clock.instant();

    nanos.addAndGet(Duration.ofMinutes(3).toNanos());

    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofMinutes(3));
  }
}
