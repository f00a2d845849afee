// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 H on the wire: jobs. */
class JobIT {

  private static TestHub hub;
  private static Rest rest;
  private static int count;

  private String jobId;
  private String first;
  private String second;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.71");
    rest = hub.rest();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void nameThem() {
    jobId = "job-" + ++count;
    first = "dev-" + count + "-a";
    second = "dev-" + count + "-b";
    hub.device(second);
  }

  @Test
  void J01_a_twin_job_over_listed_devices_is_queued_then_completed_and_all_twins_have_it() {
    hub.device(first);

    var created = put(twinJob("{'properties':{'desired':{'channel':'beta'}},'tags':{'t':1}}"));

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.json().getString("status")).isEqualTo("queued");
    assertThat(created.json().getString("jobId")).isEqualTo(jobId);
    assertThat(created.json().getString("type")).isEqualTo("scheduleUpdateTwin");
    completed();
    for (var device : List.of(first, second)) {
      var twin = rest.get("/twins/" + device).json();
      assertThat(desired(twin).getString("channel")).isEqualTo("beta");
      assertThat(twin.getJsonObject("tags").getInteger("t")).isEqualTo(1);
    }
  }

  @Test
  void J01_the_etag_of_the_update_is_obeyed() {
    var update = json("{'etag':'AAAAAAAAAAk=','tags':{'t':1}}");

    put(job("scheduleUpdateTwin").put("updateTwin", update));

    completed();
    var row = rows("jobId = '" + jobId + "'").getJsonObject(0);
    assertThat(row.getString("status")).isEqualTo("failed");
    assertThat(row.getJsonObject("error").getString("code")).isEqualTo("412001");
    put(job("scheduleUpdateTwin").put("updateTwin", json("{'tags':{}}")), "no-etag", 400);
  }

  @Test
  void J02_a_method_job_calls_each_device_and_keeps_its_answer() {
    var key = hub.device(first);
    try (var device = RawDevice.connect(hub, first, key).subscribe(RawDevice.METHODS)) {
      device.echoMethods();
      put(methodJob("{'a':[1]}", 0));

      completed();
      assertThat(device.received).hasSize(1);
    }
    var rows = rows("jobId = '" + jobId + "'");
    var answered = rows.getJsonObject(0);
    assertThat(answered.getString("deviceId")).isEqualTo(first);
    assertThat(answered.getString("status")).isEqualTo("completed");
    assertThat(answered.getJsonObject("outcome"))
        .isEqualTo(json("{'deviceMethodResponse':{'status':200,'payload':{'a':[1]}}}"));
    assertThat(answered.getString("endTimeUtc")).endsWith("Z");
    var offline = rows.getJsonObject(1);
    assertThat(offline.getString("status")).isEqualTo("failed");
    assertThat(offline.getJsonObject("error").getString("code")).isEqualTo("404103");
    assertThat(offline.containsKey("outcome")).isFalse();
  }

  @Test
  void J03_J05_answers_have_no_null_members_and_one_name_for_each_thing() {
    put(methodJob("null", 0));
    completed();

    var job = rest.get("/jobs/v2/" + jobId).json();
    var row = rows("jobId = '" + jobId + "'").getJsonObject(0);

    assertThat(job.fieldNames())
        .contains("type", "createdTime", "startTime", "endTime", "cloudToDeviceMethod")
        .doesNotContain("jobType", "createdDateTimeUtc", "startTimeUtc", "endTimeUtc")
        .doesNotContain("updateTwin", "failureReason", "statusMessage");
    assertThat(job.stream().map(member -> member.getValue())).doesNotContainNull();
    assertThat(row.fieldNames())
        .contains("jobType", "createdDateTimeUtc", "startTimeUtc", "endTimeUtc")
        .contains("lastUpdatedDateTimeUtc")
        .doesNotContain("type", "createdTime", "startTime", "endTime");
    assertThat(row.stream().map(member -> member.getValue())).doesNotContainNull();
  }

  @Test
  void J04_J07_J11_a_job_in_future_is_scheduled_and_once_cancelled_never_starts() {
    var start = Instant.now().plusMillis(1500).toString();
    var created = put(twinJob("{'tags':{'t':1}}").put("startTime", start));
    assertThat(created.json().getString("status")).isEqualTo("scheduled");

    var cancelled = rest.sendText("POST", "/jobs/v2/" + jobId + "/cancel", "{}");

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().getString("status")).isEqualTo("cancelled");
    var later = jobId + "-later";
    put(twinJob("{'tags':{'later':1}}").put("startTime", start), later, 200);
    awaitState(later, "completed");
    assertThat(tags(second)).isEqualTo(json("{'later':1}"));
    assertThat(state(jobId)).isEqualTo("cancelled");
    assertThat(rows("jobId = '" + jobId + "'")).isEmpty();
  }

  @Test
  void J07_a_job_that_runs_or_is_over_is_not_cancelled() {
    put(methodJob("1", 30));
    awaitState(jobId, "running");

    var refused = rest.sendText("POST", "/jobs/v2/" + jobId + "/cancel", "{}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("iothub-errorcode")).contains("InvalidOperation");
    assertThat(state(jobId)).isEqualTo("running");
  }

  @Test
  void J06_the_same_id_gives_409_and_an_unknown_one_404() {
    put(twinJob("{'tags':{'t':1}}"));

    var again = put(twinJob("{'tags':{'t':1}}"), jobId, 409);

    assertThat(again.json().getString("Message")).startsWith("ErrorCode:JobAlreadyExists;");
    var unknown = rest.get("/jobs/v2/no-such-job");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("iothub-errorcode")).contains("JobNotFound");
  }

  @Test
  void J08_devices_jobs_filters_by_job_device_and_status_and_refuses_aggregates() {
    put(methodJob("1", 0));
    completed();

    assertThat(
            rows(
                "devices.jobs.jobId = '"
                    + jobId
                    + "' AND devices.jobs.status = 'failed' AND devices.jobs.createdDateTimeUtc >"
                    + " '2016-09-01'"))
        .hasSize(1);
    assertThat(rows("jobId = '" + jobId + "' AND status = 'completed'")).isEmpty();
    assertThat(rows("deviceId = '" + second + "'")).hasSize(1);
    assertThat(query("SELECT * FROM devices.jobs").header("x-ms-item-type")).contains("DeviceJob");
    assertThat(query("SELECT COUNT() FROM devices.jobs").status()).isEqualTo(400);
    assertThat(query("SELECT jobId FROM devices.jobs").status()).isEqualTo(400);
    assertThat(query("SELECT * FROM devices.jobs GROUP BY status").status()).isEqualTo(400);
  }

  @Test
  void J09_jobs_are_listed_by_type_and_status_and_by_pages() {
    put(methodJob("1", 0));
    completed();
    put(methodJob("1", 0), jobId + "-2", 200);
    awaitState(jobId + "-2", "completed");

    var path = "/jobs/v2/query?api-version=2021-04-12&jobType=scheduleDeviceMethod&jobStatus=";
    var first = rest.send("GET", path + "completed", null, "x-ms-max-item-count", "1");
    var token = first.header("x-ms-continuation").orElseThrow();
    var next = rest.send("GET", path + "completed", null, "x-ms-continuation", token).array();

    assertThat(first.header("x-ms-item-type")).contains("JobResponse");
    assertThat(first.array()).hasSize(1);
    assertThat(next.contains(first.array().getJsonObject(0))).isFalse();
    assertThat(next.stream().map(row -> ((JsonObject) row).getString("status")))
        .containsOnly("completed");
    assertThat(rest.get(path + "scheduled").array()).isEmpty();
    assertThat(rest.get(path + "nonsense").status()).isEqualTo(400);
    assertThat(rest.get("/jobs/v2/query").array()).isNotEmpty();
  }

  @Test
  void J10_statistics_sum_up_and_a_job_for_nobody_completes() {
    put(methodJob("1", 0));
    put(twinJob("{'tags':{'t':1}}").put("queryCondition", "tags.none = 'x'"), jobId + "-none", 200);

    assertThat(completed().getJsonObject("deviceJobStatistics"))
        .isEqualTo(
            json(
                "{'deviceCount':1,'failedCount':1,'succeededCount':0,'runningCount':0,"
                    + "'pendingCount':0}"));
    awaitState(jobId + "-none", "completed");
    var nobody = rest.get("/jobs/v2/" + jobId + "-none").json();
    assertThat(nobody.getJsonObject("deviceJobStatistics").getInteger("deviceCount")).isZero();
  }

  @Test
  void J10_when_the_time_is_up_who_is_not_done_has_failed() {
    put(methodJob("1", 60).put("maxExecutionTimeInSeconds", 1));

    var job = completed();

    assertThat(job.getJsonObject("deviceJobStatistics").getInteger("failedCount")).isEqualTo(1);
    assertThat(
            rows("jobId = '" + jobId + "'")
                .getJsonObject(0)
                .getJsonObject("error")
                .getString("description"))
        .contains("maximum execution time");
  }

  @Test
  void a_bad_job_gives_400_and_import_and_export_501() {
    for (var bad :
        List.of(
            twinJob("{}").put("type", "scheduleTwinUpdate"),
            twinJob("{}").put("queryCondition", "tags.a ="),
            twinJob("{}").put("queryCondition", ""),
            twinJob("{}").put("startTime", "soon"),
            twinJob("{}").put("maxExecutionTimeInSeconds", -1),
            twinJob("{}").put("maxExecutionTimeInSeconds", "x"),
            job("scheduleUpdateTwin"),
            methodJob("1", 301),
            twinJob("{}").put("jobId", "another"))) {
      put(bad, jobId, 400);
    }
    put(twinJob("{}"), "under_score", 400);
    assertThat(rest.sendText("POST", "/jobs/create", "{}").status()).isEqualTo(501);
    assertThat(rest.get("/jobs").status()).isEqualTo(501);
  }

  private Rest.Reply put(JsonObject body) {
    return put(body, jobId, 200);
  }

  private static Rest.Reply put(JsonObject body, String id, int expected) {
    var reply = rest.send("PUT", "/jobs/v2/" + id, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(expected);
    return reply;
  }

  private JsonObject job(String type) {
    return new JsonObject()
        .put("type", type)
        .put("queryCondition", "deviceId IN ['" + first + "', '" + second + "']")
        .put("startTime", "2020-01-01T00:00:00.000Z")
        .put("maxExecutionTimeInSeconds", 60);
  }

  private JsonObject twinJob(String update) {
    return job("scheduleUpdateTwin")
        .put("updateTwin", json(update).put("etag", "*"))
        .putNull("cloudToDeviceMethod");
  }

  private JsonObject methodJob(String payload, int connectSeconds) {
    var method =
        json("{'methodName':'m','responseTimeoutInSeconds':5,'payload':" + payload + "}")
            .put("connectTimeoutInSeconds", connectSeconds);
    return job("scheduleDeviceMethod").put("cloudToDeviceMethod", method);
  }

  private JsonObject completed() {
    awaitState(jobId, "completed");
    return rest.get("/jobs/v2/" + jobId).json();
  }

  private static void awaitState(String id, String state) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> state(id).equals(state));
  }

  private static String state(String id) {
    var state = rest.get("/jobs/v2/" + id).json().getString("status");
    assertThat(state)
        .isIn(Set.of("queued", "scheduled", "running", "completed", "failed", "cancelled"));
    return state;
  }

  private static JsonArray rows(String condition) {
    return query("SELECT * FROM devices.jobs WHERE " + condition).array();
  }

  private static Rest.Reply query(String text) {
    return rest.send("POST", "/devices/query", new JsonObject().put("query", text));
  }

  private static JsonObject tags(String device) {
    return rest.get("/twins/" + device).json().getJsonObject("tags");
  }

  private static JsonObject desired(JsonObject twin) {
    return twin.getJsonObject("properties").getJsonObject("desired");
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
