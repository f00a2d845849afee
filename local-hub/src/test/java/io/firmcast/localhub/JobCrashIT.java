// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs survive a process that is killed. */
class JobCrashIT {

  private static final String HOST = "127.0.0.79";

  @Test
  void after_kill_9_a_running_job_goes_on_and_a_scheduled_one_starts(@TempDir Path data)
      throws Exception {
    var process = JobbingHub.spawn(HOST, data);
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("running");
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

    try (var hub = TestHub.start(new LocalHubSettings(HOST, 0, 0, data))) {
      var rest = hub.rest();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> state(rest, "running").equals("completed"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> state(rest, "scheduled").equals("completed"));

      // 64 were in the middle of it and are not called twice; the others had their turn.
      assertThat(rows(rest, "500001")).isEqualTo(64);
      assertThat(rows(rest, "404103")).isEqualTo(JobbingHub.DEVICES - 64);
      assertThat(rest.get("/twins/dev7").json().getJsonObject("tags").getInteger("t")).isEqualTo(1);
    }
  }

  private static String state(Rest rest, String jobId) {
    return rest.get("/jobs/v2/" + jobId).json().getString("status");
  }

  private static int rows(Rest rest, String errorCode) {
    var text =
        "SELECT * FROM devices.jobs WHERE jobId = 'running' AND error.code = '" + errorCode + "'";
    var query = new JsonObject().put("query", text);
    return rest.send("POST", "/devices/query", query).array().size();
  }
}
