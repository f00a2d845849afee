// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.Transition;
import io.firmcast.contract.UpdateId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SightingTest {
  private static final UpdateId OURS = new UpdateId("u-1");
  private static final UpdateId OTHER = new UpdateId("u-2");

  @Test
  void the_current_status_speaks_for_the_update_it_names() {
    assertThat(in(reported(FirmwareStatus.APPLYING, OURS)))
        .contains(new Sighting(FirmwareStatus.APPLYING, 9, "2.0.0", null));
    assertThat(in(reported(FirmwareStatus.APPLYING, OTHER))).isEmpty();
    assertThat(in(reported(FirmwareStatus.APPLYING, null))).isEmpty();
  }

  @Test
  void a_device_that_has_gone_on_to_another_update_still_remembers_ours() {
    var gone =
        reported(
            FirmwareStatus.DOWNLOADING,
            OTHER,
            line(FirmwareStatus.APPLYING, OURS),
            line(FirmwareStatus.COMPLETED, OURS),
            line(FirmwareStatus.DOWNLOADING, OTHER));

    assertThat(in(gone)).contains(new Sighting(FirmwareStatus.COMPLETED, 9, null, null));
  }

  @Test
  void a_device_back_at_stand_by_is_judged_by_its_history() {
    var done = reported(FirmwareStatus.STAND_BY, OURS, line(FirmwareStatus.COMPLETED, OURS));
    var waiting = reported(FirmwareStatus.STAND_BY, OURS);

    assertThat(in(done)).contains(new Sighting(FirmwareStatus.COMPLETED, 9, "2.0.0", null));
    assertThat(in(waiting)).contains(new Sighting(FirmwareStatus.STAND_BY, 9, "2.0.0", null));
  }

  @Test
  void nonsense_for_a_status_says_nothing() {
    assertThat(in(reported(FirmwareStatus.UNKNOWN, OURS))).isEmpty();
    assertThat(Sighting.in(change(FirmwareStatus.UNKNOWN, OURS), OURS)).isEmpty();
  }

  @Test
  void an_event_speaks_for_the_update_it_names() {
    assertThat(Sighting.in(change(FirmwareStatus.FAILED, OURS), OURS))
        .contains(new Sighting(FirmwareStatus.FAILED, 7, "2.0.0", null));
    assertThat(Sighting.in(change(FirmwareStatus.FAILED, OTHER), OURS)).isEmpty();
  }

  private static Optional<Sighting> in(ReportedFirmware reported) {
    return Sighting.in(reported, 9, OURS);
  }

  private static ReportedFirmware reported(
      FirmwareStatus status, @Nullable UpdateId update, Transition... history) {
    return new ReportedFirmware(
        status, null, null, null, null, "2.0.0", update, 1, null, List.of(history));
  }

  private static Transition line(FirmwareStatus status, UpdateId update) {
    return new Transition(status, Instant.EPOCH, update);
  }

  private static StatusChanged change(FirmwareStatus status, UpdateId update) {
    return new StatusChanged(
        new DeviceId("sim-1"), status, Instant.EPOCH, 7, update, "2.0.0", null);
  }
}
