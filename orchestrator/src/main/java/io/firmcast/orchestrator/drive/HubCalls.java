// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.UpdateId;
import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.Hub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.Twin;
import io.firmcast.hub.quota.QuotaHub;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.HubCall;
import io.firmcast.orchestrator.rollout.engine.HubCause;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Carries out what is to be done at the hub, and tells what came of it as an event. */
final class HubCalls {
  private static final String[] FIRMWARE = {
    "fwPackageUri", "updateId", "version", "sha256", "size", "manifest", "epoch"
  };

  private final Hub start;
  private final Hub clearing;
  private final Hub active;
  private final Duration methodTimeout;
  private final Lane methods;
  private final Lane reads;
  private final Lane writes;

  /**
   * @param start the hub as it is asked to begin something
   * @param active the hub as it is asked about what has begun
   * @param mayAct asked behind every wait: a process that slept past its lease changes nothing, not
   *     even what waited for the hub's rates since before
   */
  HubCalls(
      QuotaHub start,
      QuotaHub active,
      Duration methodTimeout,
      HubLimits limits,
      BooleanSupplier mayAct) {
    this.start = start.onlyWhile(mayAct);
    this.clearing = active.onlyWhile(mayAct);
    this.active = active;
    this.methodTimeout = methodTimeout;
    this.methods = new Lane(limits.methods());
    this.reads = new Lane(limits.reads());
    this.writes = new Lane(limits.writes());
  }

  Future<DeviceEvent> callMethod(Command.CallMethod command, long epoch) {
    var payload = command.firmware().toJson().put("epoch", epoch);
    var method = new DirectMethod(FirmwareUpdate.METHOD, payload, Duration.ZERO, methodTimeout);
    return methods
        .call(() -> start.invoke(command.device(), method))
        .map(answer -> answered(command, answer))
        .recover(failure -> notAnswered(command, failure));
  }

  Future<DeviceEvent> patchDesired(Command.PatchDesired command, long epoch) {
    var firmware = command.firmware().toJson().put("epoch", epoch);
    for (var name : FIRMWARE) {
      // A patch merges: what an earlier update had and this one has not would stay.
      if (!firmware.containsKey(name)) {
        firmware.putNull(name);
      }
    }
    var patch = new JsonObject().put("firmware", firmware);
    return writes
        .call(() -> start.desire(command.device(), patch))
        .<DeviceEvent>map(
            written -> new DeviceEvent.DesiredWritten(command.device(), command.update()))
        .recover(failure -> refused(command.device(), command.update(), HubCall.DESIRED, failure));
  }

  Future<DeviceEvent> clearDesired(Command.ClearDesired command) {
    return writes
        .call(
            () ->
                active
                    .twin(command.device())
                    .compose(
                        twin ->
                            isStillOf(twin, command.update())
                                ? clearing.desire(
                                    command.device(), new JsonObject().putNull("firmware"))
                                : Future.succeededFuture()))
        .<DeviceEvent>map(
            cleared -> new DeviceEvent.DesiredCleared(command.device(), command.update()))
        .recover(failure -> refused(command.device(), command.update(), HubCall.DESIRED, failure));
  }

  Future<DeviceEvent> readTwin(DeviceId device, UpdateId update) {
    return twin(device)
        .<DeviceEvent>map(
            twin ->
                sighting(twin, update)
                    .<DeviceEvent>map(it -> new DeviceEvent.Reported(device, update, it))
                    .orElseGet(() -> new DeviceEvent.Silent(device, update)))
        .recover(failure -> refused(device, update, HubCall.READ, failure));
  }

  /** Empty where it is no number, or was not read: the next value of another device will do. */
  Future<Optional<DeviceEvent>> measure(Command.Measure command) {
    return twin(command.device())
        .map(
            twin ->
                number(twin.reported(), command.property())
                    .<DeviceEvent>map(it -> new DeviceEvent.Measured(command.device(), it)))
        .otherwise(Optional.empty());
  }

  Future<Twin> twin(DeviceId device) {
    return reads.call(() -> active.twin(device));
  }

  /** What has not begun never will. */
  void stop() {
    methods.clear();
    reads.clear();
    writes.clear();
  }

  static Optional<Sighting> sighting(Twin twin, UpdateId update) {
    try {
      var reported = ReportedFirmware.fromReported(twin.reported());
      return Sighting.in(reported, twin.reportedVersion(), update);
    } catch (BadMessage nonsense) {
      return Optional.empty();
    }
  }

  private static DeviceEvent answered(Command.CallMethod command, MethodAnswer answer) {
    return new DeviceEvent.Answered(
        command.device(),
        command.update(),
        FirmwareAnswer.fromJson(answer.status(), answer.payload()));
  }

  private static Future<DeviceEvent> notAnswered(Command.CallMethod command, Throwable failure) {
    var device = command.device();
    var update = command.update();
    if (!(failure instanceof HubException hub)) {
      return Future.failedFuture(failure);
    }
    return switch (hub.reason()) {
      case DEVICE_TIMEOUT -> Future.succeededFuture(new DeviceEvent.Unanswered(device, update));
      case DEVICE_OFFLINE -> Future.succeededFuture(new DeviceEvent.Unreachable(device, update));
      // What the hub finds fault with it will again: as good as the device's own no.
      case BAD_REQUEST, CONFLICT ->
          Future.succeededFuture(
              new DeviceEvent.Answered(device, update, FirmwareAnswer.badRequest("hub-refused")));
      case DEVICE_NOT_FOUND, THROTTLED, UNAUTHORIZED, OVERLOADED, UNAVAILABLE ->
          refused(device, update, HubCall.METHOD, failure);
    };
  }

  private static Future<DeviceEvent> refused(
      DeviceId device, UpdateId update, HubCall call, Throwable failure) {
    if (!(failure instanceof HubException hub)) {
      return Future.failedFuture(failure);
    }
    return Future.succeededFuture(
        switch (hub.reason()) {
          case DEVICE_NOT_FOUND -> new DeviceEvent.Removed(device);
          case THROTTLED -> new DeviceEvent.Refused(device, update, call, HubCause.THROTTLED);
          case UNAUTHORIZED -> new DeviceEvent.Refused(device, update, call, HubCause.UNAUTHORIZED);
          case OVERLOADED, BAD_REQUEST, CONFLICT ->
              new DeviceEvent.Refused(device, update, call, HubCause.NOT_SENT);
          case DEVICE_TIMEOUT, DEVICE_OFFLINE, UNAVAILABLE ->
              new DeviceEvent.Refused(device, update, call, HubCause.UNAVAILABLE);
        });
  }

  private static boolean isStillOf(Twin twin, UpdateId update) {
    return twin.desired().getValue("firmware") instanceof JsonObject firmware
        && update.value().equals(firmware.getValue("updateId"));
  }

  private static Optional<Double> number(JsonObject reported, String path) {
    Object at = reported;
    for (var name : path.split("\\.", -1)) {
      at = at instanceof JsonObject object ? object.getValue(name) : null;
    }
    return at instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }
}
