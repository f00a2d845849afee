// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.UpdateId;
import java.net.URI;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FirmwareTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final UpdateId FIRST = new UpdateId("r42-sim-7-1");
  private static final UpdateId SECOND = new UpdateId("r43-sim-7-1");

  private final Firmware idle = Firmware.started(ReportedFirmware.UNKNOWN, "1.0.0", NOW);

  @Test
  void an_idle_device_starts() {
    var reply = idle.receive(update(null), FIRST, NOW);

    assertThat(reply.answer()).isEqualTo(FirmwareAnswer.started(FIRST));
    assertThat(reply.after().phase()).isInstanceOf(Waiting.class);
  }

  @Test
  void the_same_id_while_it_runs_is_already_started_and_changes_nothing() {
    var downloading = idle.receive(update(null), FIRST, NOW).after().next(NOW);

    var reply = downloading.receive(update(null), FIRST, NOW);

    assertThat(reply.answer())
        .isEqualTo(FirmwareAnswer.alreadyStarted(FIRST, FirmwareStatus.DOWNLOADING));
    assertThat(reply.after()).isEqualTo(downloading);
  }

  @Test
  void another_id_while_one_runs_is_told_which() {
    var busy = idle.receive(update(null), FIRST, NOW).after();

    var reply = busy.receive(update(null), SECOND, NOW);

    assertThat(reply.answer()).isEqualTo(FirmwareAnswer.busyWith(FIRST));
    assertThat(reply.after()).isEqualTo(busy);
  }

  @Test
  void a_completed_id_is_never_applied_again() {
    var completed = completed(idle, FIRST);

    var reply = completed.receive(update(null), FIRST, NOW);

    assertThat(reply.answer())
        .isEqualTo(FirmwareAnswer.alreadyStarted(FIRST, FirmwareStatus.COMPLETED));
    assertThat(reply.after().phase()).isInstanceOf(Completed.class);
  }

  @Test
  void a_failed_id_is_not_tried_again_by_a_late_duplicate() {
    var failed =
        idle.receive(update(null), FIRST, NOW)
            .after()
            .fail(new FirmwareError("length", "too long"), NOW);

    var reply = failed.receive(update(null), FIRST, NOW);

    assertThat(reply.answer())
        .isEqualTo(FirmwareAnswer.alreadyStarted(FIRST, FirmwareStatus.FAILED));
  }

  @Test
  void a_duplicate_that_comes_after_other_updates_is_still_known() {
    var later = completed(completed(idle, FIRST), SECOND);

    var reply = later.receive(update(null), FIRST, NOW);

    assertThat(reply.answer().response()).isEqualTo("Firmware update already started");
    assertThat(reply.after().phase()).isEqualTo(later.phase());
  }

  @Test
  void the_memory_of_ended_updates_is_bounded() {
    var old =
        IntStream.range(0, 200)
            .mapToObj(i -> new UpdateId("u" + i))
            .reduce(idle, FirmwareTest::completed, (a, b) -> b);

    assertThat(old.finished().ends()).hasSize(Finished.REMEMBERED);
    assertThat(old.finished().of(new UpdateId("u199"))).isPresent();
    assertThat(old.finished().of(new UpdateId("u0"))).isEmpty();
  }

  @Test
  void a_restarted_device_still_knows_what_it_has_applied() {
    var reported = completed(idle, FIRST).phase().reported();
    var restarted = Firmware.started(reported, "1.0.0", NOW);

    var reply = restarted.receive(update(null), FIRST, NOW);

    assertThat(reply.answer())
        .isEqualTo(FirmwareAnswer.alreadyStarted(FIRST, FirmwareStatus.COMPLETED));
  }

  @Test
  void a_restarted_device_tries_again_what_was_cut_off() {
    var reported = idle.receive(update(null), FIRST, NOW).after().next(NOW).phase().reported();
    var restarted = Firmware.started(reported, "1.0.0", NOW);

    var reply = restarted.receive(update(null), FIRST, NOW);

    assertThat(reply.answer()).isEqualTo(FirmwareAnswer.started(FIRST));
    assertThat(reply.after().phase().reported().attempt()).isEqualTo(2);
  }

  @Test
  void an_older_epoch_is_refused() {
    var seen = completed(idle.receive(update(3L), FIRST, NOW).after());

    var reply = seen.receive(update(2L), SECOND, NOW);

    assertThat(reply.answer()).isEqualTo(FirmwareAnswer.rejected("staleEpoch"));
    assertThat(reply.after()).isEqualTo(seen);
  }

  @Test
  void an_older_epoch_is_refused_before_it_is_told_what_runs() {
    var busy = idle.receive(update(3L), FIRST, NOW).after();

    var reply = busy.receive(update(2L), SECOND, NOW);

    assertThat(reply.answer().status()).isEqualTo(FirmwareAnswer.PRECONDITION_FAILED);
  }

  @Test
  void the_same_or_a_later_epoch_or_none_is_accepted() {
    var seen = completed(idle.receive(update(3L), FIRST, NOW).after());

    assertThat(seen.receive(update(3L), SECOND, NOW).answer().isAccepted()).isTrue();
    assertThat(seen.receive(update(4L), SECOND, NOW).answer().isAccepted()).isTrue();
    assertThat(seen.receive(update(null), SECOND, NOW).answer().isAccepted()).isTrue();
  }

  @Test
  void a_later_epoch_is_remembered_even_where_nothing_starts() {
    var busy = idle.receive(update(3L), FIRST, NOW).after();

    var takenOver = busy.receive(update(5L), FIRST, NOW).after();

    assertThat(takenOver.receive(update(4L), SECOND, NOW).answer())
        .isEqualTo(FirmwareAnswer.rejected("staleEpoch"));
  }

  @Test
  void nothing_moves_while_nothing_is_under_way() {
    assertThat(idle.next(NOW)).isEqualTo(idle);
    assertThat(idle.fail(new FirmwareError("length", "too long"), NOW)).isEqualTo(idle);
  }

  private static FirmwareUpdate update(@Nullable Long epoch) {
    return new FirmwareUpdate(URI.create("test.com"), null, "2.1.0", null, null, null, epoch);
  }

  private static Firmware completed(Firmware before, UpdateId id) {
    return completed(before.receive(update(null), id, NOW).after());
  }

  private static Firmware completed(Firmware waiting) {
    return waiting.next(NOW).next(NOW).next(NOW);
  }
}
