// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Asked;
import io.firmcast.orchestrator.rollout.DeviceAnswer;
import io.firmcast.orchestrator.rollout.Execution;
import io.firmcast.orchestrator.rollout.ExecutionState;
import io.firmcast.orchestrator.rollout.Update;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An {@link Update} as a row of {@code firmware_update}, there and back. */
final class UpdateRow {
  private UpdateRow() {}

  static Map<String, @Nullable Object> of(Update update) {
    Map<String, @Nullable Object> row = new HashMap<>();
    var execution = update.execution();
    var answer = update.answer();
    row.put("update_id", update.id().value());
    row.put("device_id", update.device().value());
    row.put("request", update.request().toJson().encode());
    row.put("idempotency_key", update.idempotencyKey());
    row.put("state", execution.state().name());
    row.put("reason", execution.reason());
    row.put(
        "message", execution instanceof Execution.Failed failed ? failed.error().message() : null);
    row.put("reported_version", execution instanceof Asked.UnderWay at ? at.reportedVersion() : 0L);
    row.put("answer_status", answer == null ? null : answer.status());
    row.put("answer_payload", answer == null ? null : answer.payload());
    row.put("created_at", update.createdAt().toEpochMilli());
    row.put("updated_at", update.updatedAt().toEpochMilli());
    row.put("ended_at", update.isOver() ? update.updatedAt().toEpochMilli() : null);
    row.put("revision", update.revision());
    return row;
  }

  static Update read(Row row) {
    return new Update(
        new UpdateId(row.getString("update_id")),
        new DeviceId(row.getString("device_id")),
        FirmwareUpdate.fromJson(new JsonObject(row.getString("request"))),
        row.getString("idempotency_key"),
        execution(row),
        answer(row),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        row.getInteger("revision"));
  }

  private static Execution execution(Row row) {
    var state = ExecutionState.valueOf(row.getString("state"));
    return switch (state) {
      case QUEUED -> new Execution.Queued();
      case TRIGGERING -> new Asked.Triggering();
      case ACCEPTED, DOWNLOADING, APPLYING, CONFIRMING ->
          new Asked.UnderWay(state, row.getLong("reported_version"));
      case UNKNOWN -> new Asked.Unknown(text(row, "reason"));
      case SUCCEEDED -> new Execution.Succeeded();
      case ALREADY_INSTALLED -> new Execution.AlreadyInstalled();
      case FAILED ->
          new Execution.Failed(new FirmwareError(text(row, "reason"), text(row, "message")));
      case REJECTED -> new Execution.Rejected(text(row, "reason"));
      case TIMED_OUT -> new Execution.TimedOut(text(row, "reason"));
    };
  }

  private static @Nullable DeviceAnswer answer(Row row) {
    @Nullable Integer status = row.getInteger("answer_status");
    return status == null ? null : new DeviceAnswer(status, row.getString("answer_payload"));
  }

  private static String text(Row row, String column) {
    @Nullable String text = row.getString(column);
    return text == null ? "" : text;
  }
}
