// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import io.firmcast.contract.UpdateId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhaseTest {
  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant T1 = T0.plusSeconds(1);
  private static final Instant T2 = T0.plusSeconds(2);
  private static final Instant T3 = T0.plusSeconds(3);
  private static final Instant T4 = T0.plusSeconds(4);
  private static final UpdateId ID = new UpdateId("r42-sim-7-1");
  private static final FirmwareUpdate TO_2_1_0 =
      new FirmwareUpdate(URI.create("test.com"), ID, "2.1.0", null, null, null, null);

  private final StandBy fresh = StandBy.started(ReportedFirmware.UNKNOWN, "1.0.0", T0);

  @Test
  void a_fresh_device_stands_by_with_its_first_version() {
    var reported = fresh.reported();

    assertThat(reported.status()).isEqualTo(FirmwareStatus.STAND_BY);
    assertThat(reported.logTime()).isEqualTo(T0);
    assertThat(reported.version()).isEqualTo("1.0.0");
    assertThat(reported.updateId()).isNull();
    assertThat(reported.attempt()).isZero();
    assertThat(reported.history())
        .containsExactly(new Transition(FirmwareStatus.STAND_BY, T0, null));
  }

  @Test
  void an_accepted_update_waits_and_is_spelled_stand_by_under_its_id() {
    var reported = fresh.accept(TO_2_1_0, ID, T1).reported();

    assertThat(reported.status()).isEqualTo(FirmwareStatus.STAND_BY);
    assertThat(reported.logTime()).isEqualTo(T1);
    assertThat(reported.updateId()).isEqualTo(ID);
    assertThat(reported.attempt()).isEqualTo(1);
    assertThat(reported.history()).hasSize(2);
  }

  @Test
  void downloading_says_nothing_yet_of_what_it_has_not_done() {
    var reported = fresh.accept(TO_2_1_0, ID, T1).next(T2).reported();

    assertThat(reported.status()).isEqualTo(FirmwareStatus.DOWNLOADING);
    assertThat(reported.downloadComplete()).isNull();
    assertThat(reported.startedApplyingImage()).isNull();
    assertThat(reported.lastFirmwareUpdate()).isNull();
  }

  @Test
  void applying_begins_when_the_download_is_complete() {
    var reported = fresh.accept(TO_2_1_0, ID, T1).next(T2).next(T3).reported();

    assertThat(reported.status()).isEqualTo(FirmwareStatus.APPLYING);
    assertThat(reported.downloadComplete()).isEqualTo(T3);
    assertThat(reported.startedApplyingImage()).isEqualTo(T3);
    assertThat(reported.version()).isEqualTo("1.0.0");
  }

  @Test
  void a_completed_device_has_the_new_version_and_the_whole_history() {
    var reported = completed().reported();

    assertThat(reported.status()).isEqualTo(FirmwareStatus.COMPLETED);
    assertThat(reported.lastFirmwareUpdate()).isEqualTo(T4);
    assertThat(reported.downloadComplete()).isEqualTo(T3);
    assertThat(reported.version()).isEqualTo("2.1.0");
    assertThat(reported.history())
        .containsExactly(
            new Transition(FirmwareStatus.STAND_BY, T0, null),
            new Transition(FirmwareStatus.STAND_BY, T1, ID),
            new Transition(FirmwareStatus.DOWNLOADING, T2, ID),
            new Transition(FirmwareStatus.APPLYING, T3, ID),
            new Transition(FirmwareStatus.COMPLETED, T4, ID));
  }

  @Test
  void an_update_without_a_version_leaves_the_old_one() {
    var waiting = fresh.accept(FirmwareUpdate.of(URI.create("test.com")), ID, T1);

    var completed = waiting.next(T2).next(T3).next(T4);

    assertThat(completed.reported().version()).isEqualTo("1.0.0");
  }

  @Test
  void each_phase_of_an_update_can_fail() {
    var waiting = fresh.accept(TO_2_1_0, ID, T1);
    var downloading = waiting.next(T2);
    var broken = new FirmwareError("length", "the image is too long");

    for (var failed :
        List.of(
            waiting.fail(broken, T4),
            downloading.fail(broken, T4),
            downloading.next(T3).fail(broken, T4))) {
      assertThat(failed.reported().status()).isEqualTo(FirmwareStatus.FAILED);
      assertThat(failed.reported().error()).isEqualTo(broken);
      assertThat(failed.reported().version()).isEqualTo("1.0.0");
      assertThat(failed.reported().lastFirmwareUpdate()).isNull();
    }
  }

  @Test
  void the_next_update_starts_with_a_clean_sheet_but_keeps_the_last_success() {
    var next = new UpdateId("r43-sim-7-1");

    var reported = completed().accept(TO_2_1_0, next, T4.plusSeconds(9)).reported();

    assertThat(reported.updateId()).isEqualTo(next);
    assertThat(reported.attempt()).isEqualTo(1);
    assertThat(reported.downloadComplete()).isNull();
    assertThat(reported.startedApplyingImage()).isNull();
    assertThat(reported.lastFirmwareUpdate()).isEqualTo(T4);
    assertThat(reported.error()).isNull();
  }

  @Test
  void the_same_update_after_a_failure_is_another_attempt() {
    var failed = fresh.accept(TO_2_1_0, ID, T1).fail(new FirmwareError("length", "too long"), T2);

    var reported = failed.accept(TO_2_1_0, ID, T3).reported();

    assertThat(reported.attempt()).isEqualTo(2);
    assertThat(reported.error()).isNull();
  }

  @Test
  void the_history_keeps_the_newest_sixteen() {
    Settled settled = fresh;

    for (var i : IntStream.range(0, 6).toArray()) {
      var id = new UpdateId("u" + i);
      settled = settled.accept(TO_2_1_0, id, T1).next(T2).next(T3).next(T4);
    }

    assertThat(settled.reported().history()).hasSize(16);
    assertThat(settled.reported().history().get(0).updateId()).isEqualTo(new UpdateId("u2"));
    assertThat(settled.reported().history().get(15).updateId()).isEqualTo(new UpdateId("u5"));
  }

  @Test
  void a_restarted_device_keeps_what_its_twin_says() {
    var reported = StandBy.started(completed().reported(), "1.0.0", T4.plusSeconds(60)).reported();

    assertThat(reported.status()).isEqualTo(FirmwareStatus.STAND_BY);
    assertThat(reported.logTime()).isEqualTo(T4.plusSeconds(60));
    assertThat(reported.version()).isEqualTo("2.1.0");
    assertThat(reported.lastFirmwareUpdate()).isEqualTo(T4);
    assertThat(reported.updateId()).isEqualTo(ID);
    assertThat(reported.error()).isNull();
    assertThat(reported.history()).hasSize(6);
  }

  @Test
  void an_update_cut_off_by_a_restart_has_failed_and_says_why() {
    var applying = fresh.accept(TO_2_1_0, ID, T1).next(T2).next(T3);

    var reported = StandBy.started(applying.reported(), "1.0.0", T4).reported();

    assertThat(reported.status()).isEqualTo(FirmwareStatus.STAND_BY);
    assertThat(reported.error()).isEqualTo(Reports.INTERRUPTED);
    assertThat(reported.history())
        .endsWith(
            new Transition(FirmwareStatus.FAILED, T4, ID),
            new Transition(FirmwareStatus.STAND_BY, T4, null));
  }

  @Test
  void an_update_cut_off_while_waiting_has_failed_too() {
    var waiting = fresh.accept(TO_2_1_0, ID, T1);

    var reported = StandBy.started(waiting.reported(), "1.0.0", T4).reported();

    assertThat(reported.error()).isEqualTo(Reports.INTERRUPTED);
  }

  @Test
  void a_second_restart_tells_nothing_new_about_the_update_before() {
    var cutOff = fresh.accept(TO_2_1_0, ID, T1).next(T2);
    var once = StandBy.started(cutOff.reported(), "1.0.0", T3);

    var twice = StandBy.started(once.reported(), "1.0.0", T4);

    assertThat(twice.reported().history())
        .filteredOn(transition -> transition.status() == FirmwareStatus.FAILED)
        .hasSize(1);
  }

  @Test
  void a_twin_of_another_make_that_is_under_way_was_cut_off_as_well() {
    var origin =
        new ReportedFirmware(
            FirmwareStatus.DOWNLOADING, null, null, null, null, null, null, 0, null, List.of());

    var reported = StandBy.started(origin, "1.0.0", T4).reported();

    assertThat(reported.error()).isEqualTo(Reports.INTERRUPTED);
  }

  private Completed completed() {
    return fresh.accept(TO_2_1_0, ID, T1).next(T2).next(T3).next(T4);
  }
}
