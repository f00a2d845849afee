// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Asked.UnderWay;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final Instant T0 = Instant.parse("2026-11-20T12:00:00Z");
  private final Deadlines deadlines =
      new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

  private final Update triggering =
      Update.intended(
          new UpdateId("u-1"),
          new DeviceId("sim-1"),
          FirmwareUpdate.of(URI.create("test.com")),
          null,
          T0);

  @Test
  void an_outcome_that_nobody_recorded_is_unknown_after_its_time() {
    assertThat(deadlines.enforce(triggering, T0.plusSeconds(60))).isSameAs(triggering);
    assertThat(deadlines.enforce(triggering, T0.plusSeconds(61)).execution())
        .isEqualTo(new Asked.Unknown("outcome-not-recorded"));
  }

  @Test
  void an_unknown_one_times_out_counted_from_its_making() {
    var unknown = triggering.with(new Asked.Unknown("device-timeout"), T0.plusSeconds(300));

    assertThat(deadlines.enforce(unknown, T0.plusSeconds(600))).isSameAs(unknown);
    assertThat(deadlines.enforce(unknown, T0.plusSeconds(601)).execution())
        .isEqualTo(new Execution.TimedOut("never-seen-on-the-device"));
  }

  @Test
  void one_under_way_times_out_counted_from_its_last_step() {
    var step = T0.plusSeconds(1800);
    var downloading = triggering.with(new UnderWay(ExecutionState.DOWNLOADING, 3), step);

    assertThat(deadlines.enforce(downloading, step.plusSeconds(3600))).isSameAs(downloading);
    assertThat(deadlines.enforce(downloading, step.plusSeconds(3601)).execution())
        .isEqualTo(new Execution.TimedOut("no-progress"));
  }

  @Test
  void what_is_over_stays_as_it_is() {
    var done = triggering.with(new Execution.Succeeded(), T0);

    assertThat(deadlines.enforce(done, T0.plus(Duration.ofDays(900)))).isSameAs(done);
  }
}
