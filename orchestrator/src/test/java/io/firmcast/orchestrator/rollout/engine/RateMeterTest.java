// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.orchestrator.rollout.plan.Rate;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateMeterTest {

  @ParameterizedTest
  @CsvSource({"1", "7", "60", "599", "600", "601", "1000", "60000", "600000"})
  void no_minute_has_more_starts_than_the_rate_and_nearly_as_many_are_used(int perMinute) {
    var random = new Random(perMinute);
    var meter = new RateMeter();
    var rate = Rate.constant(perMinute);
    var window = new ArrayDeque<long[]>();
    long inWindow = 0;
    long total = 0;
    long now = 1_000_000;
    var end = now + 300_000;

    while (now < end) {
      var allowed = meter.allowance(rate, now, 0, 0);
      if (allowed > 0) {
        var used = random.nextInt(4) == 0 ? 1 + random.nextInt(allowed) : allowed;
        meter.started(used, rate, now, 0, 0);
        window.add(new long[] {now, used});
        inWindow += used;
        total += used;
      }
      while (window.peek() != null && window.peek()[0] <= now - 60_000) {
        inWindow -= window.remove()[1];
      }
      assertThat(inWindow).isLessThanOrEqualTo(perMinute);
      now = Math.max(now + 1, meter.next());
    }

    assertThat(total).isGreaterThan((long) (perMinute * 5 * 0.9) - 1);
  }

  @ParameterizedTest
  @CsvSource({"60,1", "600,1", "6000,10"})
  void fast_rates_start_a_few_at_once(int perMinute, int together) {
    assertThat(new RateMeter().allowance(Rate.constant(perMinute), 1_000, 0, 0))
        .isEqualTo(together);
  }
}
