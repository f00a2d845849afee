// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Asked.UnderWay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionTest {
  private static final UpdateId ID = new UpdateId("u-1");
  private final Asked.Triggering triggering = new Execution.Queued().trigger();

  @Test
  void an_accepted_update_goes_through_the_phases_to_success() {
    var accepted = triggering.answered(FirmwareAnswer.started(ID), null);
    var downloading = saw(accepted, FirmwareStatus.DOWNLOADING, 3);
    var applying = saw(downloading, FirmwareStatus.APPLYING, 4);
    var succeeded = saw(applying, FirmwareStatus.COMPLETED, 5);

    assertThat(accepted).isEqualTo(new UnderWay(ExecutionState.ACCEPTED, 0));
    assertThat(downloading).isEqualTo(new UnderWay(ExecutionState.DOWNLOADING, 3));
    assertThat(applying).isEqualTo(new UnderWay(ExecutionState.APPLYING, 4));
    assertThat(succeeded).isEqualTo(new Execution.Succeeded());
  }

  @Test
  void success_is_proof_a_wanted_version_must_be_seen() {
    var applying = new UnderWay(ExecutionState.APPLYING, 4);

    var completed = applying.seen(sighting(FirmwareStatus.COMPLETED, 5, "2.0.0", null), "2.1.0");
    var proven =
        ((Asked) completed).seen(sighting(FirmwareStatus.COMPLETED, 6, "2.1.0", null), "2.1.0");

    assertThat(completed).isEqualTo(new UnderWay(ExecutionState.CONFIRMING, 5));
    assertThat(proven).isEqualTo(new Execution.Succeeded());
  }

  @Test
  void completed_without_any_version_does_not_prove_a_wanted_one() {
    var completed = triggering.seen(sighting(FirmwareStatus.COMPLETED, 5, null, null), "2.1.0");

    assertThat(completed.state()).isEqualTo(ExecutionState.CONFIRMING);
  }

  @Test
  void a_lost_answer_is_unknown_and_never_failed() {
    var unknown = triggering.lose("device-timeout");

    assertThat(unknown.state()).isEqualTo(ExecutionState.UNKNOWN);
    assertThat(saw(unknown, FirmwareStatus.APPLYING, 9).state()).isEqualTo(ExecutionState.APPLYING);
    assertThat(saw(unknown, FirmwareStatus.COMPLETED, 9)).isEqualTo(new Execution.Succeeded());
    assertThat(unknown.triggerAgain()).isEqualTo(triggering);
    assertThat(unknown.giveUp("silent").state()).isEqualTo(ExecutionState.TIMED_OUT);
  }

  @Test
  void older_words_change_nothing_and_newer_ones_may_go_back() {
    var applying = new UnderWay(ExecutionState.APPLYING, 7);

    assertThat(saw(applying, FirmwareStatus.DOWNLOADING, 6)).isSameAs(applying);
    assertThat(saw(applying, FirmwareStatus.COMPLETED, 6)).isSameAs(applying);
    assertThat(saw(applying, FirmwareStatus.DOWNLOADING, 8))
        .isEqualTo(new UnderWay(ExecutionState.DOWNLOADING, 8));
  }

  @Test
  void of_two_changes_found_in_one_reading_the_one_further_on_counts() {
    var downloading = new UnderWay(ExecutionState.DOWNLOADING, 7);
    var applying = new UnderWay(ExecutionState.APPLYING, 7);

    assertThat(saw(downloading, FirmwareStatus.APPLYING, 7)).isEqualTo(applying);
    assertThat(saw(applying, FirmwareStatus.DOWNLOADING, 7)).isSameAs(applying);
    assertThat(saw(applying, FirmwareStatus.COMPLETED, 7)).isEqualTo(new Execution.Succeeded());
  }

  @Test
  void an_answer_that_comes_after_the_first_phase_does_not_turn_back() {
    var downloading = new UnderWay(ExecutionState.DOWNLOADING, 3);

    assertThat(downloading.answered(FirmwareAnswer.started(ID), null)).isSameAs(downloading);
  }

  @Test
  void a_refusal_keeps_the_device_s_word() {
    assertThat(triggering.answered(FirmwareAnswer.rejected("downgrade"), null))
        .isEqualTo(new Execution.Rejected("downgrade"));
    assertThat(triggering.answered(new FirmwareAnswer(501, "", null, null, null), null))
        .isEqualTo(new Execution.Rejected("status-501"));
  }

  @Test
  void already_completed_is_done_unless_a_version_is_still_to_be_proven() {
    var already = FirmwareAnswer.alreadyStarted(ID, FirmwareStatus.COMPLETED);

    assertThat(triggering.answered(already, null)).isEqualTo(new Execution.AlreadyInstalled());
    assertThat(triggering.answered(already, "2.1.0").state()).isEqualTo(ExecutionState.ACCEPTED);
  }

  @Test
  void a_failure_carries_the_device_s_error_or_says_that_there_was_none() {
    var hash = new FirmwareError("hash", "not the signed image");

    assertThat(triggering.seen(sighting(FirmwareStatus.FAILED, 3, null, hash), null))
        .isEqualTo(new Execution.Failed(hash));
    assertThat(saw(triggering, FirmwareStatus.FAILED, 3))
        .isEqualTo(new Execution.Failed(Asked.UNEXPLAINED));
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionState.class,
      names = {"QUEUED", "UNKNOWN", "SUCCEEDED", "FAILED"})
  void under_way_is_nothing_else(ExecutionState other) {
    assertThatThrownBy(() -> new UnderWay(other, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Execution saw(Execution before, FirmwareStatus status, long version) {
    return ((Asked) before).seen(sighting(status, version, null, null), null);
  }

  private static Sighting sighting(
      FirmwareStatus status, long version, @Nullable String runs, @Nullable FirmwareError error) {
    return new Sighting(status, version, runs, error);
  }
}
