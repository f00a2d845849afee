// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import static io.firmcast.localhub.job.JobTexts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobTest {

  private static final JobStatistics NOBODY = new JobStatistics();

  private final Job queued = JobTexts.job("j", JobTexts.twin("*"));

  @Test
  void J11_a_job_of_the_future_is_scheduled_until_it_is_due() {
    var later = NOW.plusSeconds(60);
    var scheduled = JobTexts.job("j", JobTexts.twin("*").put("startTime", later.toString()));

    assertThat(scheduled.state()).isEqualTo(JobState.SCHEDULED);
    assertThat(scheduled.state().active()).isFalse();
    assertThat(scheduled.due().state()).isEqualTo(JobState.QUEUED);
    assertThat(queued.state()).isEqualTo(JobState.QUEUED);
    assertThat(queued.state().active()).isTrue();
  }

  @Test
  void its_time_is_counted_from_when_it_began() {
    var slow = JobTexts.job("j", JobTexts.twin("*").put("maxExecutionTimeInSeconds", 60));

    var running = slow.begin(NOW.plusSeconds(100));

    assertThat(slow.deadline()).isEqualTo(NOW.plusSeconds(60));
    assertThat(running.deadline()).isEqualTo(NOW.plusSeconds(160));
  }

  @Test
  void J03_J05_what_has_no_value_is_left_out_and_only_a_running_job_has_statistics() {
    var shown = queued.shown(NOBODY);
    var running = queued.begin(NOW).shown(NOBODY);
    var completed = queued.begin(NOW).complete(NOW.plusSeconds(1)).shown(NOBODY);
    var failed = queued.fail(NOW, "because").shown(NOBODY);

    assertThat(shown.fieldNames())
        .containsExactly(
            "jobId",
            "queryCondition",
            "createdTime",
            "startTime",
            "maxExecutionTimeInSeconds",
            "type",
            "status",
            "updateTwin");
    assertThat(running.containsKey("deviceJobStatistics")).isTrue();
    assertThat(running.containsKey("endTime")).isFalse();
    assertThat(completed.getString("endTime")).isEqualTo("2026-01-01T00:00:01.0000000Z");
    assertThat(failed.getString("failureReason")).isEqualTo("because");
    assertThat(failed.containsKey("deviceJobStatistics")).isFalse();
  }

  @Test
  void J04_the_states_have_the_names_that_java_can_read() {
    assertThat(queued.cancel(NOW).shown(NOBODY).getString("status")).isEqualTo("cancelled");
    assertThat(queued.begin(NOW).shown(NOBODY).getString("status")).isEqualTo("running");
    assertThat(queued.shown(NOBODY).getString("status")).isEqualTo("queued");
  }

  @Test
  void it_is_stored_and_read_back_as_it_is_in_each_state() {
    var method = JobTexts.job("m", JobTexts.method("tags.a = 1"));

    for (var job :
        new Job[] {
          queued,
          method,
          method.begin(NOW),
          method.begin(NOW).complete(NOW.plusSeconds(9)),
          queued.cancel(NOW),
          queued.fail(NOW, "why")
        }) {
      var stored = new JsonObject(job.toJson().encode());
      assertThat(Job.fromJson(job.id(), stored)).isEqualTo(job);
    }
  }

  @Test
  void it_is_forgotten_thirty_days_after_its_end_and_not_before() {
    var days = Duration.ofDays(30);
    var ended = queued.begin(NOW).complete(NOW);

    assertThat(ended.forgotten(NOW.plus(days))).isFalse();
    assertThat(ended.forgotten(NOW.plus(days).plusMillis(1))).isTrue();
    assertThat(queued.begin(NOW).forgotten(NOW.plus(Duration.ofDays(900)))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(JobState.class)
  void no_state_is_both_active_and_ended(JobState state) {
    assertThat(state.active() && state.ended()).isFalse();
    assertThat(state.wireName()).isLowerCase();
  }
}
