// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static io.firmcast.contract.FirmwareStatus.APPLYING;
import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.FAILED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActiveDevicesTest {
  private static final DeviceId DEVICE = new DeviceId("sim-1");
  private static final Pace PACE = Pace.of(Duration.ofMillis(500), Duration.ofSeconds(5), 16);
  private final HandClock clock = new HandClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final ActiveDevices active = new ActiveDevices(PACE, clock);

  @Test
  void an_announced_device_is_active_for_a_bounded_time_without_a_sign() {
    active.announced(new UpdateStarted(DEVICE, new UpdateId("u1")));

    assertThat(active.now()).containsExactly(DEVICE);
    clock.advance(PACE.start());
    assertThat(active.contains(DEVICE)).isFalse();
    assertThat(active.now()).isEmpty();
  }

  @Test
  void a_device_under_way_is_active_though_nobody_announced_it() {
    changed(APPLYING, null);

    clock.advance(Duration.ofMinutes(29));
    assertThat(active.contains(DEVICE)).isTrue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(active.contains(DEVICE)).isFalse();
  }

  @Test
  void it_lingers_after_the_end_of_its_update() {
    active.announced(new UpdateStarted(DEVICE, new UpdateId("u1")));
    changed(APPLYING, "u1");
    changed(COMPLETED, "u1");

    clock.advance(PACE.linger().minusMillis(1));
    assertThat(active.contains(DEVICE)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(active.contains(DEVICE)).isFalse();
  }

  @Test
  void the_end_of_the_update_before_does_not_end_the_wait_for_the_announced_one() {
    changed(APPLYING, "u0");
    active.announced(new UpdateStarted(DEVICE, new UpdateId("u1")));
    changed(FAILED, "u0");
    changed(STAND_BY, "u0");

    clock.advance(Duration.ofMinutes(4));
    assertThat(active.contains(DEVICE)).isTrue();
  }

  @Test
  void an_expected_update_is_waited_for_until_it_has_begun_and_ended() {
    active.expect(DEVICE);
    changed(COMPLETED, "u0");
    clock.advance(PACE.start().minusMillis(1));
    assertThat(active.contains(DEVICE)).isTrue();

    changed(APPLYING, "u1");
    changed(COMPLETED, "u1");

    clock.advance(PACE.linger());
    assertThat(active.contains(DEVICE)).isFalse();
  }

  @Test
  void an_update_that_is_expected_and_never_comes_is_waited_for_a_bounded_time() {
    active.expect(DEVICE);

    clock.advance(PACE.start());
    assertThat(active.now()).isEmpty();
  }

  @Test
  void an_expectation_takes_nothing_from_an_announcement() {
    active.announced(new UpdateStarted(DEVICE, new UpdateId("u1")));
    active.expect(DEVICE);
    changed(FAILED, "u0");

    clock.advance(PACE.linger());
    assertThat(active.contains(DEVICE)).isTrue();
    changed(COMPLETED, "u1");
    clock.advance(PACE.linger());
    assertThat(active.contains(DEVICE)).isFalse();
  }

  @Test
  void a_device_at_rest_is_not_active_and_one_that_is_gone_no_longer() {
    changed(STAND_BY, null);
    assertThat(active.now()).isEmpty();

    changed(APPLYING, null);
    active.changed(DEVICE, List.of(StatusChanged.gone(DEVICE, clock.instant())));
    assertThat(active.now()).isEmpty();
  }

  @Test
  void a_device_is_watched_as_long_as_one_of_its_watchers_stays() {
    active.watch(Set.of(DEVICE));
    active.watch(Set.of(DEVICE));

    active.unwatch(Set.of(DEVICE));
    assertThat(active.now()).containsExactly(DEVICE);
    active.unwatch(Set.of(DEVICE));
    assertThat(active.now()).isEmpty();
  }

  private void changed(FirmwareStatus status, @Nullable String update) {
    var id = update == null ? null : new UpdateId(update);
    active.changed(
        DEVICE, List.of(new StatusChanged(DEVICE, status, clock.instant(), 3, id, null, null)));
  }
}
