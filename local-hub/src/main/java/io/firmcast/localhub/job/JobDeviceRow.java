// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.query.Row;
import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A device of a job as a row of {@code devices.jobs}. */
record JobDeviceRow(String jobId, JobType type, JobDevice device) implements Row {

  @Override
  public String id() {
    return JobRows.id(jobId, device.deviceId());
  }

  @Override
  public @Nullable Object at(List<String> path) {
    Object here = member(path.get(0));
    for (var name : path.subList(1, path.size())) {
      here = here instanceof JsonObject object ? object.getValue(name) : null;
    }
    return here;
  }

  /**
   * Has {@code jobType} where a job has {@code type}, and other names of times: the Java SDK fails
   * on both at once. Members without a value are left out.
   */
  @Override
  public JsonObject whole() {
    var json =
        new JsonObject()
            .put("deviceId", device.deviceId())
            .put("jobId", jobId)
            .put("jobType", type.wireName())
            .put("status", device.state().wireName());
    put(json, "startTimeUtc", device.began());
    put(json, "endTimeUtc", device.ended());
    put(json, "createdDateTimeUtc", device.created());
    put(json, "lastUpdatedDateTimeUtc", device.updated());
    if (device.state() == DeviceState.COMPLETED) {
      json.put("outcome", new JsonObject().put("deviceMethodResponse", device.answer()));
    }
    return device.error() == null ? json : json.put("error", device.error());
  }

  /** What is asked for most, without writing the row out. */
  private @Nullable Object member(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "deviceid" -> device.deviceId();
      case "jobid" -> jobId;
      case "jobtype", "type" -> type.wireName();
      case "status" -> device.state().wireName();
      case "starttimeutc" -> time(device.began());
      case "endtimeutc" -> time(device.ended());
      case "createddatetimeutc" -> time(device.created());
      case "lastupdateddatetimeutc" -> time(device.updated());
      default -> whole().getValue(name);
    };
  }

  private static void put(JsonObject json, String name, @Nullable Instant at) {
    if (at != null) {
      json.put(name, HubTime.format(at));
    }
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : HubTime.format(at);
  }
}
