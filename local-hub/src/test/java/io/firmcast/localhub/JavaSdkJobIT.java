// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubConflictException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.jobs.DirectMethodsJobOptions;
import com.microsoft.azure.sdk.iot.service.jobs.ScheduledJob;
import com.microsoft.azure.sdk.iot.service.jobs.ScheduledJobStatus;
import com.microsoft.azure.sdk.iot.service.jobs.ScheduledJobType;
import com.microsoft.azure.sdk.iot.service.jobs.ScheduledJobsClient;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Section 9 H through the unmodified ScheduledJobsClient. */
@SuppressWarnings("JavaUtilDate") // the SDK speaks in dates
class JavaSdkJobIT {

  private static TestHub hub;
  private static ScheduledJobsClient jobs;
  private static QueryClient queries;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.72");
    var credential = new AzureSasCredential(hub.ownerToken());
    jobs = new ScheduledJobsClient(hub.serviceHost(), credential);
    queries = new QueryClient(hub.serviceHost(), credential);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @Test
  void J01_J03_J10_java_updates_twins_by_a_job() throws Exception {
    hub.device("twin-1");
    hub.device("twin-2");
    var update = new Twin("*");
    update.setETag("*");
    update.getDesiredProperties().put("channel", "beta");
    update.getTags().put("wave", 1);

    var created =
        jobs.scheduleUpdateTwin(
            "twins", "deviceId IN ['twin-1','twin-2']", update, new Date(0), 60);

    assertThat(created.getJobStatus()).isEqualTo(ScheduledJobStatus.queued);
    assertThat(created.getJobType()).isEqualTo(ScheduledJobType.scheduleUpdateTwin);
    var job = completed("twins");
    assertThat(job.getJobStatistics().getSucceededCount()).isEqualTo(2);
    assertThat(job.getJobStatistics().getDeviceCount()).isEqualTo(2);
    assertThat(job.getUpdateTwin().getDesiredProperties()).containsEntry("channel", "beta");
    assertThat(job.getCreatedTime()).isNotNull();
    assertThat(job.getEndTime()).isAfterOrEqualTo(job.getStartTime());
    var twins = new TwinClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()));
    for (var device : List.of("twin-1", "twin-2")) {
      assertThat(twins.get(device).getDesiredProperties()).containsEntry("channel", "beta");
    }
    assertThatThrownBy(
            () -> jobs.scheduleUpdateTwin("twins", "deviceId = 'x'", update, new Date(0), 60))
        .isInstanceOf(IotHubConflictException.class);
  }

  @Test
  void J02_J03_J08_java_calls_methods_by_a_job_and_reads_the_rows() throws Exception {
    var key = hub.device("method-1");
    hub.device("method-2");
    var options =
        DirectMethodsJobOptions.builder()
            .payload(Map.of("a", 1))
            .methodConnectTimeoutSeconds(0)
            .methodResponseTimeoutSeconds(5)
            .build();
    try (var device = RawDevice.connect(hub, "method-1", key).subscribe(RawDevice.METHODS)) {
      device.echoMethods();
      jobs.scheduleDirectMethod(
          "methods", "deviceId IN ['method-1','method-2']", "reboot", new Date(0), options);

      var job = completed("methods");

      assertThat(job.getJobType()).isEqualTo(ScheduledJobType.scheduleDeviceMethod);
      assertThat(job.getCloudToDeviceMethod()).contains("reboot");
      assertThat(job.getJobStatistics().getSucceededCount()).isEqualTo(1);
      assertThat(job.getJobStatistics().getFailedCount()).isEqualTo(1);
    }
    var rows = new ArrayList<JsonObject>();
    var found = queries.queryRaw("SELECT * FROM devices.jobs WHERE devices.jobs.jobId = 'methods'");
    while (found.hasNext()) {
      rows.add(new JsonObject(found.next()));
    }
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).getJsonObject("outcome").getJsonObject("deviceMethodResponse"))
        .isEqualTo(new JsonObject("{\"status\":200,\"payload\":{\"a\":1}}"));
  }

  @Test
  void J08_java_reads_the_rows_of_a_twin_job_as_jobs() throws Exception {
    hub.device("row-1");
    var update = new Twin("*");
    update.setETag("*");
    update.getTags().put("t", 1);
    jobs.scheduleUpdateTwin("rows", "deviceId = 'row-1'", update, new Date(0), 60);
    completed("rows");

    var found = jobs.query("SELECT * FROM devices.jobs WHERE devices.jobs.jobId = 'rows'");
    var row = found.next();

    assertThat(row.getDeviceId()).isEqualTo("row-1");
    assertThat(row.getJobStatus()).isEqualTo(ScheduledJobStatus.completed);
    assertThat(row.getLastUpdatedDateTime()).isNotNull();
    assertThat(found.hasNext()).isFalse();
  }

  @Test
  void J04_J07_J09_J11_java_schedules_lists_and_cancels() throws Exception {
    hub.device("later-1");
    var update = new Twin("*");
    update.setETag("*");
    update.getTags().put("t", 1);
    var tomorrow = Date.from(Instant.now().plus(Duration.ofDays(1)));
    jobs.scheduleUpdateTwin("later", "deviceId = 'later-1'", update, tomorrow, 60);

    var listed =
        jobs.query(ScheduledJobType.scheduleUpdateTwin, ScheduledJobStatus.scheduled).next();
    var cancelled = jobs.cancel("later");

    assertThat(listed.getJobId()).isEqualTo("later");
    assertThat(listed.getStartTime()).isAfter(new Date());
    assertThat(cancelled.getJobStatus()).isEqualTo(ScheduledJobStatus.cancelled);
    assertThat(jobs.get("later").getJobStatus()).isEqualTo(ScheduledJobStatus.cancelled);
    assertThatThrownBy(() -> jobs.get("unknown")).isInstanceOf(IotHubNotFoundException.class);
  }

  private static ScheduledJob completed(String jobId) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> jobs.get(jobId), job -> job.getJobStatus() == ScheduledJobStatus.completed);
  }
}
