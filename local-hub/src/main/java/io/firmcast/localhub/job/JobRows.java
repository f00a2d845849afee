// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.RowKey.Kind;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** How jobs and their devices lie in the store: a row each. */
final class JobRows {

  private JobRows() {}

  /** A job id holds no slash, so that the two parts can be told. */
  static String id(String jobId, String deviceId) {
    return jobId + "/" + deviceId;
  }

  static Change of(Job job) {
    return Change.put(Kind.JOB, job.id(), () -> job.toJson().encode());
  }

  static Change of(String jobId, JobDevice device) {
    return Change.put(
        Kind.JOB_DEVICE, id(jobId, device.deviceId()), () -> device.toJson().encode());
  }

  static Change gone(String jobId) {
    return Change.delete(Kind.JOB, jobId);
  }

  static Change gone(String jobId, String deviceId) {
    return Change.delete(Kind.JOB_DEVICE, id(jobId, deviceId));
  }

  /** Hands over each job that was found, with its devices by id. */
  static void read(Map<RowKey, String> found, BiConsumer<Job, Map<String, JobDevice>> reader) {
    var devices = new HashMap<String, Map<String, JobDevice>>();
    found.forEach(
        (key, text) -> {
          if (key.kind() == Kind.JOB_DEVICE) {
            var slash = key.id().indexOf('/');
            var deviceId = key.id().substring(slash + 1);
            devices
                .computeIfAbsent(key.id().substring(0, slash), id -> new TreeMap<>())
                .put(deviceId, JobDevice.fromJson(deviceId, new JsonObject(text)));
          }
        });
    found.forEach(
        (key, text) -> {
          if (key.kind() == Kind.JOB) {
            var job = Job.fromJson(key.id(), new JsonObject(text));
            reader.accept(job, devices.getOrDefault(key.id(), Map.of()));
          }
        });
  }
}
