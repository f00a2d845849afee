// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.wire.ErrorBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
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
  private final ErrorBody errors;

  TwinFlow(String deviceId, Devices devices, Witness witness, ErrorBody errors) {
    this.deviceId = deviceId;
    this.devices = devices;
    this.witness = witness;
    this.errors = errors;
  }

  Answer get(String rid) {
    return devices
        .find(deviceId)
        .map(device -> device.twin().forDevice().toBuffer())
        .map(body -> new Answer(Outbound.twinAnswer(200, rid), body))
        .orElseGet(() -> refusal(rid, HubFailure.deviceNotFound(deviceId)));
  }

  /**
   * Applies a patch; the future always succeeds, with the answer to give once the patch is durable.
   */
  Future<Answer> report(String rid, Buffer body, @Nullable Integer expectedVersion) {
    return parsed(body)
        .compose(patch -> devices.report(deviceId, patch, expectedVersion))
        .map(device -> applied(rid, device))
        .otherwise(
            failure -> {
              witness.refused(deviceId, HubFailure.of(failure).code());
              return refusal(rid, failure);
            });
  }

  private static Answer applied(String rid, Device device) {
    var version = device.twin().reported().version();
    return new Answer(Outbound.reportedAnswer(rid, version), Buffer.buffer());
  }

  private static Future<JsonObject> parsed(Buffer body) {
    try {
      return Future.succeededFuture(new JsonObject(body));
    } catch (DecodeException malformed) {
      return Future.failedFuture(new HubFailure(Code.FORMAT_ERROR, "The patch is not JSON"));
    }
  }

  private Answer refusal(String rid, Throwable cause) {
    if (!(cause instanceof HubFailure)) {
      LOG.atError().addKeyValue("deviceId", deviceId).setCause(cause).log("twin patch failed");
    }
    var failure = HubFailure.of(cause);
    return new Answer(
        Outbound.twinAnswer(failure.code().status(), rid), errors.coded(failure).toBuffer());
  }
}
