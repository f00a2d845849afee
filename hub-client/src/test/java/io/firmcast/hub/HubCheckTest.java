// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.hub.HubException.Reason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HubCheckTest {
  private final FakeHub hub = new FakeHub();
  private final HandClock clock = new HandClock(Instant.EPOCH);
  private final HubCheck check = new HubCheck(hub, clock);

  @Test
  void a_good_answer_stands_for_half_a_minute() {
    assertThat(check.recent().succeeded()).isTrue();
    hub.fail(new HubException(Reason.UNAVAILABLE, "gone"));

    later(29);
    assertThat(check.recent().succeeded()).isTrue();
    later(1);
    assertThat(check.recent().failed()).isTrue();
  }

  @Test
  void a_bad_answer_keeps_its_reason_and_stands_for_five_seconds() {
    hub.fail(new HubException(Reason.UNAUTHORIZED, "wrong key"));

    assertThat(check.recent().cause())
        .isInstanceOfSatisfying(
            HubException.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.UNAUTHORIZED));
    hub.fail(null);
    later(4);
    assertThat(check.recent().failed()).isTrue();
    later(1);
    assertThat(check.recent().succeeded()).isTrue();
  }

  @Test
  void an_answer_does_not_stand_once_the_clock_was_set_back() {
    assertThat(check.recent().succeeded()).isTrue();
    hub.fail(new HubException(Reason.UNAVAILABLE, "gone"));

    later(-3600);

    assertThat(check.recent().failed()).isTrue();
  }

  @Test
  void a_hub_that_asks_to_slow_down_is_there() {
    hub.fail(new HubException(Reason.THROTTLED, "slow down"));

    assertThat(check.recent().succeeded()).isTrue();
  }

  private void later(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }
}
