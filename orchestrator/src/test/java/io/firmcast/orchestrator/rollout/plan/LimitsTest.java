// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final FirmwareUpdate FIRMWARE =
      FirmwareUpdate.of(URI.create("https://fw.example/a.bin"));
  private static final Targets ONE = Targets.devices(List.of(new DeviceId("sim-1")));

  @Test
  void every_flaw_of_a_record_is_named() {
    var thrown =
        catchThrowableOfType(
            BadDefinition.class,
            () -> new Retries(11, -1, 0, 0, 0, Duration.ZERO, Duration.ofDays(8)));

    assertThat(thrown.flaws())
        .extracting(Flaw::pointer)
        .containsExactly("/failed", "/rejected", "/first", "/most");
  }

  @Test
  void targets_are_either_named_or_found() {
    assertThatThrownBy(
            () ->
                new Targets(List.of(), null, null, List.of(), List.of(), Targets.Membership.STATIC))
        .isInstanceOf(BadDefinition.class);
    assertThatThrownBy(
            () ->
                new Targets(
                    ONE.devices(), "true", null, List.of(), List.of(), Targets.Membership.STATIC))
        .isInstanceOf(BadDefinition.class);
  }

  @Test
  void an_end_comes_after_its_start() {
    assertThatThrownBy(() -> new Schedule(Instant.EPOCH, Instant.EPOCH, Schedule.EndBehaviour.STOP))
        .isInstanceOf(BadDefinition.class);
  }

  @Test
  void a_rate_grows_by_something_or_is_constant() {
    assertThatThrownBy(() -> new Rate(10, 2, null, null, 100)).isInstanceOf(BadDefinition.class);
    assertThatThrownBy(() -> new Rate(10, 1, 5, null, 100)).isInstanceOf(BadDefinition.class);
    assertThatThrownBy(() -> new Rate(10, 2, 5, 5, 100)).isInstanceOf(BadDefinition.class);
  }

  @Test
  void an_exponential_rate_grows_with_what_it_counts_up_to_its_maximum() {
    var byStarts = new Rate(10, 2, 100, null, 35);
    var bySuccess = new Rate(10, 2, null, 100, 1_000);

    assertThat(byStarts.after(99, 0)).isEqualTo(10);
    assertThat(byStarts.after(100, 0)).isEqualTo(20);
    assertThat(byStarts.after(200, 0)).isEqualTo(35);
    assertThat(bySuccess.after(1_000, 300)).isEqualTo(80);
  }

  @Test
  void the_way_back_needs_a_firmware_and_a_permit_where_the_firmware_is_signed() {
    assertThatThrownBy(() -> new OnError(OnError.Action.ROLL_BACK, null))
        .isInstanceOf(BadDefinition.class);
    var signed = new FirmwareUpdate(FIRMWARE.fwPackageUri(), null, null, null, null, "c2ln", null);
    var back = OnError.rollBack(FIRMWARE);

    assertThatThrownBy(() -> RolloutDefinition.of(signed, ONE).with().onError(back).done())
        .isInstanceOf(BadDefinition.class)
        .hasMessageContaining("signed permit");
  }

  @Test
  void a_definition_does_not_name_the_updates() {
    assertThatThrownBy(() -> RolloutDefinition.of(FIRMWARE.withId(new UpdateId("mine")), ONE))
        .isInstanceOf(BadDefinition.class)
        .hasMessageContaining("updateId");
  }

  @Test
  void errors_are_too_many_exactly_at_the_limit_and_never_for_an_empty_sample() {
    var share = ErrorLimit.share(Share.percent(10), 20);

    assertThat(share.isReachedBy(0, 0)).isFalse();
    assertThat(share.isReachedBy(2, 19)).isFalse();
    assertThat(share.isReachedBy(2, 20)).isTrue();
    assertThat(share.isReachedBy(2, 21)).isFalse();
    assertThat(ErrorLimit.count(3).isReachedBy(2, 2)).isFalse();
    assertThat(ErrorLimit.count(3).isReachedBy(3, 1_000)).isTrue();
    assertThat(ErrorLimit.share(Share.percent(0), 1).isReachedBy(0, 5)).isFalse();
  }
}
