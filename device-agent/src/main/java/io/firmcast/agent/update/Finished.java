// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import io.firmcast.contract.UpdateId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest updates that have ended, and how, so that none of them happens again.
 *
 * @param ends oldest first, at most {@value #REMEMBERED}
 */
record Finished(List<Ended> ends) {
  /**
   * A duplicate comes seconds or minutes late, and a device updates a few times a month; an id
   * older than this many updates can only come from somebody who repeats the past on purpose.
   */
  static final int REMEMBERED = 64;

  /** An update that cuts its device off time and again is not tried for ever. */
  static final int MOST_ATTEMPTS = 3;

  Finished {
    ends = List.copyOf(ends.subList(Math.max(0, ends.size() - REMEMBERED), ends.size()));
  }

  /**
   * What a restarted device knows from its twin: what was applied or has failed must not be tried
   * again, while an update that was only cut off by the restart may be.
   */
  static Finished from(ReportedFirmware twin) {
    return new Finished(
        twin.history().stream()
            .filter(Finished::isEnd)
            .flatMap(
                end -> Stream.ofNullable(end.updateId()).map(id -> new Ended(id, end.status())))
            .filter(end -> !wasCutOff(end, twin))
            .toList());
  }

  Finished with(UpdateId id, FirmwareStatus status) {
    return new Finished(Stream.concat(ends.stream(), Stream.of(new Ended(id, status))).toList());
  }

  /** How it ended at last: one that was cut off may have been tried again. */
  Optional<FirmwareStatus> of(UpdateId id) {
    return ends.stream()
        .filter(end -> end.id().equals(id))
        .map(Ended::status)
        .reduce((before, last) -> last);
  }

  private static boolean isEnd(Transition transition) {
    return transition.status() == FirmwareStatus.COMPLETED
        || transition.status() == FirmwareStatus.FAILED;
  }

  private static boolean wasCutOff(Ended end, ReportedFirmware twin) {
    return end.status() == FirmwareStatus.FAILED
        && end.id().equals(twin.updateId())
        && Reports.isInterruption(twin.error())
        && twin.attempt() < MOST_ATTEMPTS;
  }
}
