// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.hub.HandClock;
import io.firmcast.hub.HubException;
import io.firmcast.kit.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HubHealthTest {
  private final HandClock clock = new HandClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final AtomicInteger recoveries = new AtomicInteger();
  private final HubHealth health =
      new HubHealth(
          new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), new Random(7)),
          Duration.ofSeconds(15),
          clock,
          recoveries::incrementAndGet);

  @Test
  void a_hub_that_never_answered_is_stale_but_not_yet_down() {
    assertThat(health.isStale()).isTrue();
    assertThat(health.isDown()).isFalse();
    assertThat(health.pauseMillis()).isZero();
  }

  @Test
  void a_hub_that_has_not_answered_for_a_while_is_stale() {
    health.succeeded();
    assertThat(health.isStale()).isFalse();

    clock.advance(Duration.ofSeconds(16));
    assertThat(health.isStale()).isTrue();
  }

  @Test
  void five_failures_in_a_row_are_an_outage_with_growing_but_bounded_pauses() {
    health.succeeded();
    fail(4, HubException.Reason.UNAVAILABLE);
    assertThat(health.isDown()).isFalse();

    fail(1, HubException.Reason.UNAVAILABLE);
    assertThat(health.isDown()).isTrue();
    assertThat(health.isStale()).isTrue();
    fail(1000, HubException.Reason.UNAVAILABLE);
    assertThat(health.pauseMillis()).isBetween(1L, 10_000L);

    health.succeeded();
    assertThat(health.isDown()).isFalse();
    assertThat(recoveries).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = HubException.Reason.class,
      mode = Mode.EXCLUDE,
      names = {"THROTTLED", "UNAUTHORIZED", "OVERLOADED", "UNAVAILABLE"})
  void what_the_hub_says_of_a_device_is_an_answer(HubException.Reason reason) {
    fail(10, reason);

    assertThat(health.isDown()).isFalse();
    assertThat(health.isStale()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = HubException.Reason.class,
      names = {"THROTTLED", "OVERLOADED"})
  void a_hub_that_wants_to_be_asked_less_is_asked_less_but_not_down(HubException.Reason reason) {
    health.succeeded();
    fail(1000, reason);

    assertThat(health.isBackingOff()).isTrue();
    assertThat(health.pauseMillis()).isBetween(1L, 10_000L);
    assertThat(health.isDown()).isFalse();
    clock.advance(Duration.ofSeconds(59));
    assertThat(health.isStale()).isFalse();

    clock.advance(Duration.ofSeconds(2));
    assertThat(health.isStale()).isTrue();
    health.succeeded();
    assertThat(health.isStale()).isFalse();
    assertThat(health.isBackingOff()).isFalse();
    assertThat(recoveries).hasValue(0);
  }

  private void fail(int times, HubException.Reason reason) {
    for (int i = 0; i < times; i++) {
      health.failed(new HubException(reason, "no"));
    }
  }
}
