// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import io.firmcast.contract.UpdateId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the twin says after each step, from what it said before. */
final class Reports {
  static final FirmwareError INTERRUPTED =
      new FirmwareError("interrupted", "the device restarted during the update");

  private Reports() {}

  static ReportedFirmware started(ReportedFirmware before, String version, Instant now) {
    var interrupted = isInterrupted(before);
    var history = before.history();
    if (interrupted) {
      history = after(history, new Transition(FirmwareStatus.FAILED, now, before.updateId()));
    }
    return new ReportedFirmware(
        FirmwareStatus.STAND_BY,
        now,
        before.downloadComplete(),
        before.startedApplyingImage(),
        before.lastFirmwareUpdate(),
        before.version() == null ? version : before.version(),
        before.updateId(),
        before.attempt(),
        interrupted ? INTERRUPTED : before.error(),
        after(history, new Transition(FirmwareStatus.STAND_BY, now, null)));
  }

  static ReportedFirmware accepted(ReportedFirmware before, UpdateId id, Instant now) {
    return new ReportedFirmware(
        FirmwareStatus.STAND_BY,
        now,
        null,
        null,
        before.lastFirmwareUpdate(),
        before.version(),
        id,
        id.equals(before.updateId()) ? before.attempt() + 1 : 1,
        null,
        after(before.history(), new Transition(FirmwareStatus.STAND_BY, now, id)));
  }

  /** Refused before it began: it has been neither waiting nor under way. */
  static ReportedFirmware refused(
      ReportedFirmware before, UpdateId id, FirmwareError error, Instant now) {
    return failed(
        new ReportedFirmware(
            before.status(),
            before.logTime(),
            null,
            null,
            before.lastFirmwareUpdate(),
            before.version(),
            id,
            1,
            null,
            before.history()),
        error,
        now);
  }

  static ReportedFirmware downloading(ReportedFirmware before, Instant now) {
    return reached(FirmwareStatus.DOWNLOADING, before, null, null, before.version(), null, now);
  }

  static ReportedFirmware applying(ReportedFirmware before, Instant now) {
    return reached(FirmwareStatus.APPLYING, before, now, null, before.version(), null, now);
  }

  static ReportedFirmware completed(
      ReportedFirmware before, @Nullable String installed, Instant now) {
    var version = installed == null ? before.version() : installed;
    return reached(
        FirmwareStatus.COMPLETED, before, before.downloadComplete(), now, version, null, now);
  }

  static ReportedFirmware failed(ReportedFirmware before, FirmwareError error, Instant now) {
    return reached(
        FirmwareStatus.FAILED,
        before,
        before.downloadComplete(),
        null,
        before.version(),
        error,
        now);
  }

  private static ReportedFirmware reached(
      FirmwareStatus status,
      ReportedFirmware before,
      @Nullable Instant downloaded,
      @Nullable Instant updated,
      @Nullable String version,
      @Nullable FirmwareError error,
      Instant now) {
    return new ReportedFirmware(
        status,
        before.logTime(),
        downloaded,
        downloaded,
        updated == null ? before.lastFirmwareUpdate() : updated,
        version,
        before.updateId(),
        before.attempt(),
        error,
        after(before.history(), new Transition(status, now, before.updateId())));
  }

  /** Only a transition of an update that did not end carries an id and is not an end. */
  private static boolean isInterrupted(ReportedFirmware before) {
    if (before.history().isEmpty()) {
      return before.status().isUnderWay();
    }
    var last = before.history().get(before.history().size() - 1);
    return last.updateId() != null
        && last.status() != FirmwareStatus.COMPLETED
        && last.status() != FirmwareStatus.FAILED;
  }

  static boolean isInterruption(@Nullable FirmwareError error) {
    return error != null && error.code().equals(INTERRUPTED.code());
  }

  private static List<Transition> after(List<Transition> history, Transition last) {
    return Stream.concat(history.stream(), Stream.of(last)).toList();
  }
}
