// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.UpdateId;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a device must know to answer: where it stands, which updates have ended, and the highest
 * epoch it has seen. Immutable; each step is a new one.
 */
public record Firmware(Phase phase, Finished finished, long epoch) {

  /** What it answers, and what it knows after that: another phase only where it has accepted. */
  public record Reply(FirmwareAnswer answer, Firmware after) {}

  /** A device that has just started; {@link StandBy#started} says what it keeps. */
  public static Firmware started(ReportedFirmware before, String version, Instant now) {
    return new Firmware(StandBy.started(before, version, now), Finished.from(before), 0);
  }

  /**
   * Answers a request (design.md section 4). An id that is known is answered before the epoch is
   * looked at: a late duplicate changes nothing, so there is nothing to refuse.
   *
   * @param id the request's own, or one made for it
   */
  public Reply receive(FirmwareUpdate update, UpdateId id, Instant now) {
    var offered = update.epoch() == null ? epoch : update.epoch();
    var seen = new Firmware(phase, finished, Math.max(epoch, offered));
    var reached = reached(id);
    if (reached.isPresent()) {
      return new Reply(reached.get(), seen);
    }
    if (offered < epoch) {
      return new Reply(FirmwareAnswer.rejected("staleEpoch"), this);
    }
    return seen.begin(update, id, now);
  }

  /** The work of the present phase is done; where none is under way, nothing changes. */
  public Firmware next(Instant now) {
    return phase instanceof UnderWay busy ? to(busy.updateId(), busy.next(now)) : this;
  }

  /** The work of the present phase cannot be done; where none is under way, nothing changes. */
  public Firmware fail(FirmwareError error, Instant now) {
    return phase instanceof UnderWay busy ? to(busy.updateId(), busy.fail(error, now)) : this;
  }

  private Reply begin(FirmwareUpdate update, UpdateId id, Instant now) {
    if (phase instanceof Settled settled) {
      var accepted = new Firmware(settled.accept(update, id, now), finished, epoch);
      return new Reply(FirmwareAnswer.started(id), accepted);
    }
    return new Reply(FirmwareAnswer.busyWith(((UnderWay) phase).updateId()), this);
  }

  private Optional<FirmwareAnswer> reached(UpdateId id) {
    if (phase instanceof UnderWay busy && busy.updateId().equals(id)) {
      return Optional.of(FirmwareAnswer.alreadyStarted(id, phase.status()));
    }
    return finished.of(id).map(end -> FirmwareAnswer.alreadyStarted(id, end));
  }

  private Firmware to(UpdateId id, Phase reached) {
    var ended = reached instanceof Settled ? finished.with(id, reached.status()) : finished;
    return new Firmware(reached, ended, epoch);
  }
}
