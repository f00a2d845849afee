// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.link.DeviceLink;
import io.firmcast.agent.link.DeviceTwin;
import io.firmcast.agent.link.LinkException;
import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.agent.link.LinkListener;
import io.firmcast.agent.link.LinkState;
import io.firmcast.agent.link.MethodReply;
import io.firmcast.agent.update.Wanted;
import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What one device does with what its link brings; confined to the link's context. */
final class FirmwareAgent implements LinkListener {
  private static final Logger LOG = LoggerFactory.getLogger(FirmwareAgent.class);

  private final Vertx vertx;
  private final DeviceId device;
  private final DeviceLink link;
  private final Reporter reporter;
  private final Function<ReportedFirmware, FirmwareUpdates> start;
  private final Consumer<LinkState> observer;
  private final Backoff backoff;

  /** Not complete before it is known what was done already, from memory or from the twin. */
  private final Promise<FirmwareUpdates> started = Promise.promise();

  private @Nullable FirmwareUpdates updates;
  private boolean reading;
  private boolean outdated;
  private long desiredRead;

  FirmwareAgent(
      Vertx vertx,
      DeviceId device,
      DeviceLink link,
      Reporter reporter,
      Function<ReportedFirmware, FirmwareUpdates> start,
      Consumer<LinkState> observer,
      Backoff backoff) {
    this.vertx = vertx;
    this.device = device;
    this.link = link;
    this.reporter = reporter;
    this.start = start;
    this.observer = observer;
    this.backoff = backoff;
  }

  /** Goes on from what the device remembers, without waiting for its twin. */
  void begin(FirmwareUpdates remembered) {
    updates = remembered;
    started.complete(remembered);
  }

  @Override
  public void state(LinkState state) {
    observer.accept(state);
    if (state instanceof LinkState.Connected) {
      reporter.resume();
      readTwin();
    } else if (state instanceof LinkState.Contested contested) {
      LOG.atWarn().addKeyValue("deviceId", device).log(contested.reason());
    }
  }

  @Override
  public Future<MethodReply> method(String name, @Nullable Object payload) {
    if (!FirmwareUpdate.METHOD.equals(name)) {
      return Future.succeededFuture(
          new MethodReply(404, new JsonObject().put("Response", "Unknown method")));
    }
    return answer(payload).map(answer -> new MethodReply(answer.status(), answer.toJson()));
  }

  /**
   * A change is only a hint, and the twin the truth: the hub sends a patch, of which what is absent
   * still holds, and a replacement, of which what is absent is gone, in the same form.
   */
  @Override
  public void desired(JsonObject change) {
    var wanting = updates != null && updates.isWanting();
    var concerns = change.containsKey(DesiredFirmware.PROPERTY) || wanting;
    if (concerns && DesiredFirmware.version(change) > desiredRead) {
      readTwin();
    }
  }

  /** Begins nothing any more; completes when what is in hand is stored and told. */
  Future<Void> stop() {
    Future<Void> stored = updates == null ? Future.succeededFuture() : updates.stop();
    return Future.join(stored, reporter.close()).mapEmpty();
  }

  private Future<FirmwareAnswer> answer(@Nullable Object payload) {
    try {
      if (!(payload instanceof JsonObject json)) {
        throw new BadMessage("", payload == null ? "is missing" : "must be an object");
      }
      var update = FirmwareUpdate.fromJson(json);
      return started.future().compose(running -> running.receive(update));
    } catch (BadMessage bad) {
      return Future.succeededFuture(FirmwareAnswer.badRequest(bad.sentence()));
    }
  }

  /** One reading at a time; what was read before it was asked for again is not the latest. */
  private void readTwin() {
    outdated = reading;
    if (!reading) {
      readTwin(0);
    }
  }

  private void readTwin(int attempt) {
    reading = true;
    link.twin().onComplete(this::read, failure -> readLater(failure, attempt));
  }

  private void read(DeviceTwin twin) {
    reading = false;
    compare(twin);
    if (outdated) {
      readTwin();
    }
  }

  private void compare(DeviceTwin twin) {
    var found = found(twin);
    if (updates == null) {
      begin(start.apply(found));
    } else if (reporter.isUpToDate() && !found.equals(updates.reported())) {
      reporter.report(updates.reported());
    }
    desiredRead = DesiredFirmware.version(twin.desired());
    started
        .future()
        .compose(running -> running.want(wanted(twin), found.status() == FirmwareStatus.UNKNOWN))
        .onFailure(
            bug ->
                LOG.atError()
                    .addKeyValue("deviceId", device)
                    .setCause(bug)
                    .log("desired properties not acted on"));
  }

  /** Where the connection is gone, the next one reads again; there is nothing to retry here. */
  private void readLater(Throwable failure, int attempt) {
    var gone = LinkException.reasonOf(failure) == Reason.NOT_CONNECTED;
    LOG.atLevel(gone ? Level.INFO : Level.WARN)
        .addKeyValue("deviceId", device)
        .addKeyValue("reason", failure.getMessage())
        .log("twin not read");
    if (gone) {
      reading = false;
    } else {
      vertx.setTimer(backoff.delayMillis(attempt), again -> readTwin(attempt + 1));
    }
  }

  private ReportedFirmware found(DeviceTwin twin) {
    try {
      return ReportedFirmware.fromReported(twin.reported());
    } catch (BadMessage nonsense) {
      LOG.atWarn()
          .addKeyValue("deviceId", device)
          .addKeyValue("reason", nonsense.sentence())
          .log("the twin makes no sense and is written anew");
      return ReportedFirmware.UNKNOWN;
    }
  }

  private @Nullable Wanted wanted(DeviceTwin twin) {
    try {
      return DesiredFirmware.in(twin.desired()).orElse(null);
    } catch (BadMessage nonsense) {
      LOG.atWarn()
          .addKeyValue("deviceId", device)
          .addKeyValue("reason", nonsense.sentence())
          .log("the desired firmware makes no sense and is passed over");
      return null;
    }
  }
}
