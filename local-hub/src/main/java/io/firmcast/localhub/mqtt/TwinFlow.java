// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.tier.Operation;
import io.firmcast.localhub.tier.Throttles;
import io.firmcast.localhub.wire.ErrorBody;
import io.firmcast.localhub.wire.JsonText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device's requests about its own twin and their answers, as topic and body. */
final class TwinFlow {

  private static final Logger LOG = LoggerFactory.getLogger(TwinFlow.class);

  /** One answer to publish. */
  record Answer(String topic, Buffer body) {}

  private final String deviceId;
  private final Devices devices;
  private final Witness witness;
  private final Throttles throttles;
  private final Faults faults;
  private final ErrorBody errors;

  TwinFlow(
      String deviceId,
      Devices devices,
      Witness witness,
      Throttles throttles,
      Faults faults,
      ErrorBody errors) {
    this.deviceId = deviceId;
    this.devices = devices;
    this.witness = witness;
    this.throttles = throttles;
    this.faults = faults;
    this.errors = errors;
  }

  /**
   * The twin in its turn, as an answer; fails only where the tier has no twins, for which the real
   * hub closes the connection.
   */
  Future<Answer> get(String rid) {
    return inTurn(Operation.TWIN_READ, rid, () -> Future.succeededFuture(found(rid)));
  }

  /**
   * Applies a patch in its turn; completes with the answer to give once the patch is durable, and
   * fails as {@link #get} does.
   */
  Future<Answer> report(String rid, Buffer body, @Nullable String expectedVersion) {
    return inTurn(
        Operation.TWIN_UPDATE,
        rid,
        () -> {
          throttles.charge(body.length());
          return parsed(body)
              .compose(patch -> devices.report(deviceId, patch, version(expectedVersion)))
              .map(device -> applied(rid, device))
              .otherwise(failure -> refusal(Operation.TWIN_UPDATE, rid, failure));
        });
  }

  private Future<Answer> inTurn(Operation operation, String rid, Supplier<Future<Answer>> work) {
    var broken = faults.twinFailure(deviceId);
    if (broken != null) {
      return Future.succeededFuture(refusal(operation, rid, broken));
    }
    var turn = throttles.admit(operation);
    return turn.succeeded()
        ? work.get()
        : turn.compose(now -> work.get(), refused -> notNow(operation, rid, refused));
  }

  private Future<Answer> notNow(Operation operation, String rid, Throwable refused) {
    return refused instanceof HubFailure failure && failure.code() == Code.INVALID_OPERATION
        ? Future.failedFuture(refused)
        : Future.succeededFuture(refusal(operation, rid, refused));
  }

  private Answer found(String rid) {
    return devices
        .find(deviceId)
        .map(device -> device.twin().forDevice().toBuffer())
        .map(
            body -> {
              throttles.charge(body.length());
              return new Answer(Outbound.twinAnswer(200, rid), body);
            })
        .orElseGet(() -> refusal(Operation.TWIN_READ, rid, HubFailure.deviceNotFound(deviceId)));
  }

  private static Answer applied(String rid, Device device) {
    var version = device.twin().reported().version();
    return new Answer(Outbound.reportedAnswer(rid, version), Buffer.buffer());
  }

  private static Future<JsonObject> parsed(Buffer body) {
    try {
      return Future.succeededFuture(JsonText.object(body));
    } catch (DecodeException malformed) {
      return Future.failedFuture(new HubFailure(Code.FORMAT_ERROR, "The patch is not JSON"));
    }
  }

  private static @Nullable Integer version(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "The $version in the topic is not a version");
    }
    return Integer.valueOf(text);
  }

  private Answer refusal(Operation operation, String rid, Throwable cause) {
    if (!(cause instanceof HubFailure)) {
      LOG.atError().addKeyValue("deviceId", deviceId).setCause(cause).log("twin patch failed");
    }
    var failure = HubFailure.of(cause);
    if (operation == Operation.TWIN_UPDATE) {
      witness.refused(deviceId, failure.code());
    }
    return new Answer(
        Outbound.twinAnswer(failure.code().status(), rid), errors.coded(failure).toBuffer());
  }
}
