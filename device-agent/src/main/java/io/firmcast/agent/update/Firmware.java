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
 * All that a device must know to answer: where it stands, which updates have ended, the highest
 * epoch it has seen, and up to which {@code $version} it has acted on its desired properties.
 * Immutable; each step is a new one.
 */
public record Firmware(Phase phase, Finished finished, long epoch, long desiredVersion) {

  /**
   * What it answers, and what it knows after that.
   *
   * @param begins whether an update begins: {@code after} is then in another phase
   */
  public record Reply(FirmwareAnswer answer, Firmware after, boolean begins) {}

  /** A device that has just started; {@link StandBy#started} says what it keeps. */
  public static Firmware started(ReportedFirmware before, String version, Instant now) {
    var standBy = StandBy.started(before, version, now);
    return new Firmware(standBy, Finished.from(standBy.reported()), 0, 0);
  }

  /** A device that was killed and knows what it did: it goes on in the phase where it was. */
  public static Firmware recalled(Remembered before, String version, Instant now) {
    var phase = UnderWay.recalled(before);
    return new Firmware(
        phase.isPresent() ? phase.get() : StandBy.started(before.reported(), version, now),
        new Finished(before.ended()),
        before.epoch(),
        before.desiredVersion());
  }

  /** What it must not forget from here on. */
  public Remembered remembered() {
    return new Remembered(
        phase.reported(),
        phase instanceof UnderWay busy ? busy.update() : null,
        finished.ends(),
        epoch,
        desiredVersion);
  }

  /**
   * Answers a request (design.md section 4). An id that is known is answered before the epoch is
   * looked at: a late duplicate changes nothing, so there is nothing to refuse.
   *
   * @param id the request's own, or one made for it
   */
  public Reply receive(FirmwareUpdate update, UpdateId id, Instant now) {
    var offered = update.epoch() == null ? epoch : update.epoch();
    var seen = new Firmware(phase, finished, Math.max(epoch, offered), desiredVersion);
    var reached = reached(id);
    if (reached.isPresent()) {
      return new Reply(reached.get(), seen, false);
    }
    if (offered < epoch) {
      return new Reply(FirmwareAnswer.rejected("staleEpoch"), this, false);
    }
    return seen.begin(update, id, now);
  }

  /** Whether this was overtaken by desired properties that it has acted on already. */
  public boolean isOutdated(Wanted wanted) {
    return wanted.version() < desiredVersion;
  }

  /** As {@link #receive}, for what the desired properties ask. */
  public Reply want(Wanted wanted, Instant now) {
    var reply = receive(wanted.update(), wanted.id(), now);
    return new Reply(reply.answer(), reply.after().upTo(wanted.version()), reply.begins());
  }

  /**
   * The desired properties ask for what this device must not do. Nobody waits for an answer, so the
   * refusal is reported as a failure, and kept as one: it would be asked for at each connection.
   */
  public Firmware refuse(Wanted wanted, FirmwareError error, Instant now) {
    var id = wanted.id();
    var failed = new Failed(Reports.refused(phase.reported(), id, error, now));
    return new Firmware(failed, finished.with(id, failed.status()), epoch, desiredVersion)
        .upTo(wanted.version());
  }

  /** Forgets how far it has read the desired properties: they are those of a new twin. */
  public Firmware ofNewTwin() {
    return new Firmware(phase, finished, epoch, 0);
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
      var accepted = new Firmware(settled.accept(update, id, now), finished, epoch, desiredVersion);
      return new Reply(FirmwareAnswer.started(id), accepted, true);
    }
    return new Reply(FirmwareAnswer.busyWith(((UnderWay) phase).updateId()), this, false);
  }

  private Optional<FirmwareAnswer> reached(UpdateId id) {
    if (phase instanceof UnderWay busy && busy.updateId().equals(id)) {
      return Optional.of(FirmwareAnswer.alreadyStarted(id, phase.status()));
    }
    return finished.of(id).map(end -> FirmwareAnswer.alreadyStarted(id, end));
  }

  private Firmware to(UpdateId id, Phase reached) {
    var ended = reached instanceof Settled ? finished.with(id, reached.status()) : finished;
    return new Firmware(reached, ended, epoch, desiredVersion);
  }

  private Firmware upTo(long version) {
    return new Firmware(phase, finished, epoch, Math.max(desiredVersion, version));
  }
}
