// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Jobs as they are asked for in tests. */
final class JobTexts {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private JobTexts() {}

  static JsonObject twin(String condition) {
    return new JsonObject()
        .put("type", "scheduleUpdateTwin")
        .put("queryCondition", condition)
        .put("updateTwin", new JsonObject("{\"etag\":\"*\",\"tags\":{\"done\":true}}"));
  }

  static JsonObject method(String condition) {
    return new JsonObject()
        .put("type", "scheduleDeviceMethod")
        .put("queryCondition", condition)
        .put("cloudToDeviceMethod", new JsonObject("{\"methodName\":\"m\",\"payload\":1}"));
  }

  static Job job(String id, JsonObject body) {
    return Job.create(JobRequest.of(id, body, NOW), NOW);
  }
}
