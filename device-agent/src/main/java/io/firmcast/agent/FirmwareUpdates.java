// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.journal.Insistence;
import io.firmcast.agent.update.Firmware;
import io.firmcast.agent.update.Settled;
import io.firmcast.agent.update.UnderWay;
import io.firmcast.agent.update.UpdateIds;
import io.firmcast.agent.update.Wanted;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.UpdateId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Walks one device through its updates, and reports each step. Whatever brings an update, it is
 * decided on in its turn, and what is decided is remembered before it is answered, done or told.
 */
final class FirmwareUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(FirmwareUpdates.class);

  /** The reason of a refusal where the device could not store what it was about to do. */
  private static final String UNKEPT = "storage";

  private final AgentSettings settings;
  private final PhaseWork work;
  private final JobMemory memory;
  private final Insistence insistence;
  private final Reporter reporter;
  private final UpdateIds ids;
  private final Clock clock;
  private final AgentWatch watch;
  private final Turns turns = new Turns();
  private Firmware firmware;
  private @Nullable Wanted wanted;
  private boolean stopped;

  /** A device that knows what it was; it says at once where it stands, and goes on from there. */
  FirmwareUpdates(
      AgentSettings settings,
      PhaseWork work,
      JobMemory memory,
      Insistence insistence,
      Reporter reporter,
      UpdateIds ids,
      Clock clock,
      AgentWatch watch,
      Firmware firmware) {
    this.settings = settings;
    this.work = work;
    this.memory = memory;
    this.insistence = insistence;
    this.reporter = reporter;
    this.ids = ids;
    this.clock = clock;
    this.watch = watch;
    this.firmware = firmware;
    reached();
  }

  /** What the twin must say. */
  ReportedFirmware reported() {
    return firmware.phase().reported();
  }

  /** Answers as soon as it is decided; where an update has started, its phases follow. */
  Future<FirmwareAnswer> receive(FirmwareUpdate update) {
    return turns.take(() -> decide(work.spelledOut(update)));
  }

  /**
   * The desired properties ask for this, or for nothing. An update that may not begin yet begins
   * when the present one is over; what is older than what was seen is passed over.
   *
   * @param newTwin where the versions count from one again
   */
  Future<Void> want(@Nullable Wanted asked, boolean newTwin) {
    return turns.take(
        () -> {
          firmware = newTwin ? firmware.ofNewTwin() : firmware;
          if (asked == null || !firmware.isOutdated(asked)) {
            wanted = asked;
          }
          return consider();
        });
  }

  /** No further step; completes when what is being written is written. */
  Future<Void> stop() {
    stopped = true;
    insistence.stop();
    work.stop();
    return turns.idle();
  }

  /** Whether the desired properties ask for something that has not begun. */
  boolean isWanting() {
    return wanted != null;
  }

  private Future<FirmwareAnswer> decide(FirmwareUpdate update) {
    var id = update.updateId() == null ? ids.make() : update.updateId();
    return (stopped ? stopping() : decide(update, id))
        .onSuccess(
            answer ->
                log(LOG.atInfo(), id)
                    .addKeyValue("answer", answer.status())
                    .log(answer.response()));
  }

  private Future<FirmwareAnswer> decide(FirmwareUpdate update, UpdateId id) {
    var reply = firmware.receive(update, id, now());
    if (!reply.begins()) {
      return keep(reply.after()).transform(kept -> Future.succeededFuture(reply.answer()));
    }
    return refusal(update)
        .compose(
            refusal ->
                refusal.isPresent()
                    ? Future.succeededFuture(FirmwareAnswer.rejected(refusal.get()))
                    : begin(reply.after())
                        .map(reply.answer())
                        .otherwise(FirmwareAnswer.rejected(UNKEPT)));
  }

  private static Future<FirmwareAnswer> stopping() {
    return Future.failedFuture(new IllegalStateException("the device is stopping"));
  }

  /** Level-triggered: looked at whenever it changes, and whenever there is room for it. */
  private Future<Void> consider() {
    var asked = wanted;
    if (asked == null || stopped || !(firmware.phase() instanceof Settled)) {
      return Future.succeededFuture();
    }
    wanted = null;
    var whole = new Wanted(work.spelledOut(asked.update()), asked.id(), asked.version());
    var reply = firmware.want(whole, now());
    if (!reply.begins()) {
      log(LOG.atDebug(), asked.id()).log("the desired properties ask for nothing new");
      return keep(reply.after());
    }
    log(LOG.atInfo(), asked.id()).log("the desired properties ask for an update");
    return refusal(asked.update())
        .compose(
            refusal ->
                refusal.isPresent()
                    ? begin(firmware.refuse(asked, refused(asked, refusal.get()), now()))
                    : begin(reply.after()))
        .onFailure(unkept -> wanted = wanted == null ? asked : wanted);
  }

  private FirmwareError refused(Wanted asked, String reason) {
    log(LOG.atWarn(), asked.id()).addKeyValue("reason", reason).log("update refused");
    return new FirmwareError(reason, "refused before it began");
  }

  private Future<Optional<String>> refusal(FirmwareUpdate update) {
    return work.refusal(update)
        .otherwise(failure -> Optional.of(UpdateFailure.errorOf(failure).code()));
  }

  private Future<Void> begin(Firmware next) {
    return keep(next)
        .compose(
            kept -> {
              reached();
              return Future.succeededFuture();
            });
  }

  /** What could not be remembered has not happened. */
  private Future<Void> keep(Firmware next) {
    if (next.equals(firmware)) {
      return Future.succeededFuture();
    }
    return memory
        .remember(next.remembered())
        .map(kept -> firmware = next)
        .<Void>mapEmpty()
        .onFailure(
            unkept ->
                LOG.atError()
                    .addKeyValue("deviceId", settings.deviceId())
                    .setCause(unkept)
                    .log("the device cannot remember what it does"));
  }

  private void reached() {
    var phase = firmware.phase();
    reporter.report(phase.reported());
    watch.reached(phase.status());
    if (phase instanceof UnderWay busy && !stopped) {
      log(LOG.atDebug(), busy.updateId())
          .addKeyValue("status", phase.status())
          .log("phase reached");
      Future.succeededFuture()
          .compose(now -> work.perform(busy))
          .transform(done -> insistence.on(() -> turns.take(() -> step(done))))
          .onFailure(bug -> log(LOG.atError(), busy.updateId()).setCause(bug).log("update stuck"));
    }
  }

  /**
   * Fails where the device could not remember it: then nothing has changed, and nobody was told.
   */
  private Future<Void> step(AsyncResult<Void> done) {
    if (stopped) {
      return Future.succeededFuture();
    }
    var next =
        done.succeeded()
            ? firmware.next(now())
            : firmware.fail(UpdateFailure.errorOf(done.cause()), now());
    return begin(next).compose(reached -> consider().otherwiseEmpty());
  }

  private LoggingEventBuilder log(LoggingEventBuilder event, UpdateId id) {
    return event.addKeyValue("deviceId", settings.deviceId()).addKeyValue("updateId", id);
  }

  /** A twin needs no microseconds, and a history of sixteen is shorter without. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
