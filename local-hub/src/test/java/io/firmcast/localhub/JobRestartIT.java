// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of a hub that is killed with SIGKILL. */
class JobRestartIT {

  private static final String HOST = "127.0.0.58";

  @Test
  void J11_a_scheduled_job_survives_kill_9_and_runs_when_its_time_comes(@TempDir Path data)
      throws Exception {
    try (var hub = TestHub.start(new LocalHubSettings(HOST, 0, 0, data))) {
      hub.device("dev1");
      schedule(hub, "later", Instant.now().plus(1, ChronoUnit.HOURS));
      schedule(hub, "soon", Instant.now().plusSeconds(5));
    }

    try (var process = HubProcess.start(HOST, data)) {
      process.kill();
    }

    try (var hub = TestHub.start(new LocalHubSettings(HOST, 0, 0, data))) {
      assertThat(status(hub, "later")).isEqualTo("scheduled");
      await().atMost(Duration.ofSeconds(20)).until(() -> status(hub, "soon").equals("completed"));
      var twin = hub.rest().get("/twins/dev1").json().getJsonObject("properties");
      assertThat(twin.getJsonObject("desired").getString("by")).isEqualTo("soon");
    }
  }

  private static void schedule(TestHub hub, String jobId, Instant start) {
    var update =
        new JsonObject()
            .put("etag", "*")
            .put("properties", new JsonObject().put("desired", new JsonObject().put("by", jobId)));
    var job =
        new JsonObject()
            .put("jobId", jobId)
            .put("type", "scheduleUpdateTwin")
            .put("updateTwin", update)
            .put("queryCondition", "deviceId = 'dev1'")
            .put("startTime", start.truncatedTo(ChronoUnit.MILLIS).toString())
            .put("maxExecutionTimeInSeconds", 60);
    assertThat(hub.rest().send("PUT", "/jobs/v2/" + jobId, job).status()).isEqualTo(200);
  }

  private static String status(TestHub hub, String jobId) {
    return hub.rest().get("/jobs/v2/" + jobId).json().getString("status");
  }
}
