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
record Finished(List<Finished.End> ends) {
  /**
   * A duplicate comes seconds or minutes late, and a device updates a few times a month; an id
   * older than this many updates can only come from somebody who repeats the past on purpose.
   */
  static final int REMEMBERED = 64;

  record End(UpdateId id, FirmwareStatus status) {}

  Finished {
    ends = List.copyOf(ends.subList(Math.max(0, ends.size() - REMEMBERED), ends.size()));
  }

  /** What a restarted device knows from its twin: only what was applied must not be again. */
  static Finished from(ReportedFirmware before) {
    return new Finished(
        before.history().stream()
            .filter(transition -> transition.status() == FirmwareStatus.COMPLETED)
            .map(Transition::updateId)
            .flatMap(Stream::ofNullable)
            .map(id -> new End(id, FirmwareStatus.COMPLETED))
            .toList());
  }

  Finished with(UpdateId id, FirmwareStatus status) {
    return new Finished(Stream.concat(ends.stream(), Stream.of(new End(id, status))).toList());
  }

  Optional<FirmwareStatus> of(UpdateId id) {
    return ends.stream().filter(end -> end.id().equals(id)).map(End::status).findFirst();
  }
}
