// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRequestTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void what_java_sends_is_read_its_nulls_ignored() {
    var request =
        JobRequest.of(
            "j-1",
            json(
                "{'jobId':'j-1','type':'scheduleUpdateTwin','cloudToDeviceMethod':null,"
                    + "'updateTwin':{'etag':'*','deviceId':null,'tags':{'a':1},"
                    + "'properties':{'desired':{'b':2},'reported':{}}},'queryCondition':'*',"
                    + "'startTime':'2026-01-02T03:04:05.678Z','maxExecutionTimeInSeconds':60}"),
            NOW);

    assertThat(request.type()).isEqualTo(JobType.UPDATE_TWIN);
    assertThat(request.start()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(request.limit()).isEqualTo(Duration.ofMinutes(1));
    assertThat(request.task())
        .isInstanceOfSatisfying(
            Task.UpdateTwin.class,
            task -> {
              assertThat(task.patch().tags()).isEqualTo(json("{'a':1}"));
              assertThat(task.patch().desired()).isEqualTo(json("{'b':2}"));
              assertThat(task.repeatable()).isTrue();
            });
  }

  @Test
  void without_times_a_job_begins_at_once_and_has_an_hour() {
    var request =
        JobRequest.of(
            "j",
            json(
                "{'type':'SCHEDULEDEVICEMETHOD','cloudToDeviceMethod':{'methodName':'m'},"
                    + "'queryCondition':'tags.a = 1'}"),
            NOW);

    assertThat(request.start()).isEqualTo(NOW);
    assertThat(request.limit()).isEqualTo(Duration.ofHours(1));
    assertThat(request.task().repeatable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a_b|{}|job id",
        "x|{'jobId':'y'}|another job id",
        "x|{'type':'other'}|type must be",
        "x|{'updateTwin':7}|wrong type",
        "x|{'updateTwin':null}|updateTwin is missing",
        "x|{'updateTwin':{}}|etag",
        "x|{'queryCondition':' '}|queryCondition",
        "x|{'queryCondition':'a ='}|position 3",
        "x|{'startTime':'tomorrow'}|startTime",
        "x|{'maxExecutionTimeInSeconds':-5}|maxExecutionTimeInSeconds"
      })
  void what_is_not_valid_is_refused(String jobId, String members, String message) {
    var body =
        json("{'type':'scheduleUpdateTwin','updateTwin':{'etag':'*'},'queryCondition':'*'}")
            .mergeIn(json(members));

    assertThatThrownBy(() -> JobRequest.of(jobId, body, NOW))
        .isInstanceOf(HubFailure.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_job_and_its_devices_are_stored_and_read_back_as_they_were() {
    var request =
        JobRequest.of(
            "j",
            json(
                "{'type':'scheduleDeviceMethod','cloudToDeviceMethod':{'methodName':'m'},"
                    + "'queryCondition':'*'}"),
            NOW);
    var running = Job.create(request, NOW).begin(NOW.plusSeconds(1));
    var failed = running.fail(NOW.plusSeconds(2), "why");
    var device = JobDevice.pending("d", NOW).begin(NOW).complete(NOW, json("{'status':200}"));

    assertThat(Job.fromJson("j", running.toJson())).isEqualTo(running);
    assertThat(Job.fromJson("j", failed.toJson())).isEqualTo(failed);
    assertThat(JobDevice.fromJson("d", device.toJson())).isEqualTo(device);
    assertThat(failed.forgotten(NOW.plus(Duration.ofDays(29)))).isFalse();
    assertThat(failed.forgotten(NOW.plus(Duration.ofDays(31)))).isTrue();
    assertThat(running.forgotten(NOW.plus(Duration.ofDays(31)))).isFalse();
    assertThat(JobRows.id("j", "d")).isEqualTo("j/d");
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
