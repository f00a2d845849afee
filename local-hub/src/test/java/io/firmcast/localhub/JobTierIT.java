// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs under the rates and limits of a tier. */
class JobTierIT {

  private TestHub hub;
  private Rest rest;

  @BeforeEach
  void startHub() {
    hub = TestHub.start("127.0.0.78");
    rest = hub.rest();
    hub.device("offline");
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  @Test
  void J06_a_second_active_job_on_S1_gives_429_and_one_in_future_waits_for_its_turn() {
    hub.hub.throttles().change(TierSettings.of(Tier.S1));
    assertThat(put("first", waiting(2)).status()).isEqualTo(200);

    var second = put("second", waiting(2));
    var due = Instant.now().plusMillis(200).toString();
    var later = put("later", waiting(0).put("startTime", due));

    assertThat(second.status()).isEqualTo(429);
    assertThat(second.json().getString("Message"))
        .startsWith("ErrorCode:ThrottlingMaxActiveJobCountExceeded;");
    assertThat(later.json().getString("status")).isEqualTo("scheduled");
    awaitState("later", "queued");
    assertThat(state("first")).isEqualTo("running");
    awaitState("later", "completed");
    assertThat(state("first")).isEqualTo("completed");
    assertThat(rest.get("/jobs/v2/second").status()).isEqualTo(404);
  }

  @Test
  void J06_S2_runs_five_at_once() {
    hub.hub.throttles().change(TierSettings.of(Tier.S2));

    for (int i = 0; i < 5; i++) {
      assertThat(put("job-" + i, waiting(3)).status()).isEqualTo(200);
    }

    assertThat(put("job-5", waiting(3)).status()).isEqualTo(429);
  }

  @Test
  void the_devices_of_a_job_have_the_rate_of_the_tier_and_none_fails_for_it() {
    for (int i = 0; i < 30; i++) {
      hub.device("d" + i);
    }
    // Ten a second, and whoever would have to wait longer than this is refused.
    hub.hub
        .throttles()
        .change(TierSettings.of(Tier.S1).withSpeed(20).withPatience(Duration.ofMillis(1)));

    put("paced", twinJob());

    awaitState("paced", "completed");
    var statistics = rest.get("/jobs/v2/paced").json().getJsonObject("deviceJobStatistics");
    assertThat(statistics.getInteger("succeededCount")).isEqualTo(31);
  }

  @Test
  void a_basic_tier_has_no_jobs() {
    hub.hub.throttles().change(TierSettings.of(Tier.B1));

    assertThat(put("basic", twinJob()).status()).isBetween(400, 429);
  }

  private static JsonObject twinJob() {
    return new JsonObject()
        .put("type", "scheduleUpdateTwin")
        .put("queryCondition", "*")
        .put("updateTwin", new JsonObject("{\"etag\":\"*\",\"tags\":{\"t\":1}}"));
  }

  /** A job that waits for a device that never comes. */
  private static JsonObject waiting(int seconds) {
    return new JsonObject()
        .put("type", "scheduleDeviceMethod")
        .put("queryCondition", "deviceId = 'offline'")
        .put("maxExecutionTimeInSeconds", 60)
        .put(
            "cloudToDeviceMethod",
            new JsonObject().put("methodName", "m").put("connectTimeoutInSeconds", seconds));
  }

  private Rest.Reply put(String jobId, JsonObject job) {
    return rest.send("PUT", "/jobs/v2/" + jobId, job);
  }

  private void awaitState(String jobId, String state) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> state(jobId).equals(state));
  }

  private String state(String jobId) {
    return rest.get("/jobs/v2/" + jobId).json().getString("status", "");
  }
}
