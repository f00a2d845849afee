// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.device.Precondition;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.method.DirectMethods;
import io.firmcast.localhub.method.MethodCall;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a job does to one device. */
sealed interface Task {

  JobType type();

  /** Does it; the value is a method's answer, null for a twin. */
  Future<@Nullable JsonObject> on(String deviceId, Devices devices, DirectMethods methods);

  /** Whether doing it again after the hub stopped in the middle leaves things as they should be. */
  boolean repeatable();

  record UpdateTwin(ServicePatch patch, Precondition precondition) implements Task {

    @Override
    public JobType type() {
      return JobType.UPDATE_TWIN;
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public Future<@Nullable JsonObject> on(
        String deviceId, Devices devices, DirectMethods methods) {
      return devices.mergeTwin(deviceId, patch, precondition).mapEmpty();
    }
  }

  record CallMethod(MethodCall call) implements Task {

    @Override
    public JobType type() {
      return JobType.DIRECT_METHOD;
    }

    @Override
    public boolean repeatable() {
      return false;
    }

    @Override
    public Future<@Nullable JsonObject> on(
        String deviceId, Devices devices, DirectMethods methods) {
      return methods.invoke(deviceId, call).map(reply -> reply.toJson());
    }
  }

  /** Reads the member of a job that says what to do. */
  static Task of(JobType type, JsonObject content) {
    return switch (type) {
      case DIRECT_METHOD -> new CallMethod(MethodCall.of(content));
      case UPDATE_TWIN -> updateTwin(content);
    };
  }

  private static Task updateTwin(JsonObject content) {
    if (!(content.getValue("etag") instanceof String etag) || etag.isBlank()) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "updateTwin needs an etag; * is any");
    }
    return new UpdateTwin(ServicePatch.of(content), new Precondition(etag));
  }
}
