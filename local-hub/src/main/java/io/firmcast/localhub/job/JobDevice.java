// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job has done to one device so far.
 *
 * @param answer a method's status and payload, null if there is none
 * @param error code and description, null unless it failed
 */
record JobDevice(
    String deviceId,
    DeviceState state,
    Instant created,
    Instant updated,
    @Nullable Instant began,
    @Nullable Instant ended,
    @Nullable JsonObject answer,
    @Nullable JsonObject error) {

  static JobDevice pending(String deviceId, Instant now) {
    var at = HubTime.cut(now);
    return new JobDevice(deviceId, DeviceState.PENDING, at, at, null, null, null, null);
  }

  JobDevice begin(Instant now) {
    var at = HubTime.cut(now);
    return new JobDevice(deviceId, DeviceState.RUNNING, created, at, at, null, null, null);
  }

  /** Section 6, inferred: whatever status a method answers, the device is done. */
  JobDevice complete(Instant now, @Nullable JsonObject methodAnswer) {
    var at = HubTime.cut(now);
    return new JobDevice(
        deviceId, DeviceState.COMPLETED, created, at, began, at, methodAnswer, null);
  }

  JobDevice fail(Instant now, HubFailure cause) {
    var at = HubTime.cut(now);
    var why =
        new JsonObject()
            .put("code", String.valueOf(cause.code().number()))
            .put("description", cause.getMessage());
    return new JobDevice(deviceId, DeviceState.FAILED, created, at, began, at, null, why);
  }

  /** The row as it is stored. */
  JsonObject toJson() {
    return new JsonObject()
        .put("state", state.name())
        .put("created", created.toString())
        .put("updated", updated.toString())
        .put("began", began == null ? null : began.toString())
        .put("ended", ended == null ? null : ended.toString())
        .put("answer", answer)
        .put("error", error);
  }

  /** The inverse of {@link #toJson()}. */
  static JobDevice fromJson(String deviceId, JsonObject json) {
    return new JobDevice(
        deviceId,
        DeviceState.valueOf(json.getString("state")),
        Instant.parse(json.getString("created")),
        Instant.parse(json.getString("updated")),
        time(json, "began"),
        time(json, "ended"),
        json.getJsonObject("answer"),
        json.getJsonObject("error"));
  }

  private static @Nullable Instant time(JsonObject json, String name) {
    var text = json.getString(name);
    return text == null ? null : Instant.parse(text);
  }
}
