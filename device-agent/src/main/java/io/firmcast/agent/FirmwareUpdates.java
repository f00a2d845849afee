// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.update.Firmware;
import io.firmcast.agent.update.UnderWay;
import io.firmcast.agent.update.UpdateIds;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks one device through its updates, and reports each step. */
final class FirmwareUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(FirmwareUpdates.class);

  private final AgentSettings settings;
  private final PhaseWork work;
  private final Reporter reporter;
  private final UpdateIds ids;
  private final Clock clock;
  private Firmware firmware;
  private boolean stopped;

  /** A device that its twin describes as it was; it reports at once that it stands by. */
  FirmwareUpdates(
      AgentSettings settings,
      PhaseWork work,
      Reporter reporter,
      UpdateIds ids,
      Clock clock,
      ReportedFirmware before) {
    this.settings = settings;
    this.work = work;
    this.reporter = reporter;
    this.ids = ids;
    this.clock = clock;
    this.firmware =
        Firmware.started(
            before, settings.version(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    reporter.report(reported());
  }

  /** What the twin must say. */
  ReportedFirmware reported() {
    return firmware.phase().reported();
  }

  /** Answers at once; where the answer is that it started, the phases follow by themselves. */
  FirmwareAnswer receive(FirmwareUpdate update) {
    var id = update.updateId() == null ? ids.make() : update.updateId();
    var reply = firmware.receive(update, id, now());
    var started = reply.after().phase() != firmware.phase();
    firmware = reply.after();
    LOG.atInfo()
        .addKeyValue("deviceId", settings.deviceId())
        .addKeyValue("updateId", id)
        .addKeyValue("answer", reply.answer().status())
        .log(reply.answer().response());
    if (started) {
      reached()
          .onFailure(
              bug ->
                  LOG.atError()
                      .addKeyValue("deviceId", settings.deviceId())
                      .addKeyValue("updateId", id)
                      .setCause(bug)
                      .log("update stuck"));
    }
    return reply.answer();
  }

  /** No further step; the phase under way ends with its verticle. */
  void stop() {
    stopped = true;
  }

  private Future<Void> reached() {
    var phase = firmware.phase();
    reporter.report(phase.reported());
    LOG.atDebug()
        .addKeyValue("deviceId", settings.deviceId())
        .addKeyValue("status", phase.status())
        .log("phase reached");
    if (phase instanceof UnderWay busy) {
      return work.perform(busy)
          .map(done -> firmware.next(now()))
          .recover(failure -> Future.succeededFuture(firmware.fail(error(failure), now())))
          .compose(this::step);
    }
    return Future.succeededFuture();
  }

  private Future<Void> step(Firmware next) {
    if (stopped) {
      return Future.succeededFuture();
    }
    firmware = next;
    return reached();
  }

  private static FirmwareError error(Throwable failure) {
    return new FirmwareError("internal", String.valueOf(failure.getMessage()));
  }

  /** A twin needs no microseconds, and a history of sixteen is shorter without. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
