// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import static io.firmcast.localhub.job.JobTexts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobRecordTest {

  private final HubFailure tooLate = new HubFailure(Code.GATEWAY_TIMEOUT, "too late");
  private final KeptRows store = new KeptRows();
  private final JobRecord record =
      new JobRecord(JobTexts.job("j", JobTexts.method("*")), Map.of(), store);

  @Test
  void a_change_happens_in_the_expected_state_only_and_is_kept() {
    assertThat(record.change(JobState.SCHEDULED, Job::due).result()).isFalse();
    assertThat(store.rows).isEmpty();

    assertThat(record.change(JobState.QUEUED, job -> job.cancel(NOW)).result()).isTrue();

    assertThat(store.job("j").getString("state")).isEqualTo("CANCELLED");
    assertThat(record.begin(List.of("a"), NOW).result()).isFalse();
  }

  @Test
  void its_devices_are_fixed_when_it_begins_and_counted_as_they_go() {
    assertThat(record.begin(List.of("a", "b", "c"), NOW).result()).isTrue();
    record.change("a", device -> device.begin(NOW));
    record.change("b", device -> device.begin(NOW).complete(NOW, null));
    record.change("later", device -> device.begin(NOW));

    assertThat(record.shown().getJsonObject("deviceJobStatistics"))
        .isEqualTo(
            new JsonObject(
                """
                {"deviceCount":3,"failedCount":0,"succeededCount":1,"runningCount":1,
                 "pendingCount":1}"""));
    assertThat(store.device("j", "a").getString("state")).isEqualTo("RUNNING");
    assertThat(store.device("j", "c").getString("state")).isEqualTo("PENDING");
    assertThat(store.rows).hasSize(4);
  }

  @Test
  void J10_at_its_end_whoever_is_not_done_has_failed_and_nothing_changes_any_more() {
    record.begin(List.of("a", "b", "c"), NOW);
    record.change("a", device -> device.complete(NOW, null));
    record.change("b", device -> device.begin(NOW));

    assertThat(record.finish(NOW, tooLate).result()).isTrue();

    record.change("b", device -> device.complete(NOW, null));
    assertThat(record.finish(NOW, tooLate).result()).isFalse();
    assertThat(record.job().state()).isEqualTo(JobState.COMPLETED);
    var statistics = record.shown().getJsonObject("deviceJobStatistics");
    assertThat(statistics.getInteger("succeededCount")).isEqualTo(1);
    assertThat(statistics.getInteger("failedCount")).isEqualTo(2);
    assertThat(store.device("j", "b").getJsonObject("error").getString("description"))
        .isEqualTo("too late");
  }

  @Test
  void after_a_restart_a_method_that_may_have_run_is_not_called_again() {
    var again = restarted();

    var rest = again.resume(false, NOW).result();

    assertThat(rest).containsExactly("waiting");
    assertThat(store.device("j", "begun").getString("state")).isEqualTo("FAILED");
    assertThat(again.shown().getJsonObject("deviceJobStatistics").getInteger("failedCount"))
        .isEqualTo(1);
  }

  @Test
  void after_a_restart_a_twin_that_may_have_been_changed_is_changed_again() {
    assertThat(restarted().resume(true, NOW).result()).containsExactly("begun", "waiting");
  }

  @Test
  void a_frozen_one_stays_as_it_is_for_the_next_start() {
    record.begin(List.of("a"), NOW);
    var before = Map.copyOf(store.rows);

    record.freeze();

    record.change("a", device -> device.complete(NOW, null));
    assertThat(record.finish(NOW, tooLate).result()).isFalse();
    assertThat(record.change(JobState.RUNNING, job -> job.fail(NOW, "x")).result()).isFalse();
    assertThat(store.rows).isEqualTo(before);
  }

  @Test
  void a_forgotten_one_leaves_no_row_behind() {
    record.keep();
    record.begin(List.of("a", "b"), NOW);
    assertThat(store.rows).hasSize(3);

    record.forget();

    assertThat(store.rows).isEmpty();
  }

  @Test
  void J08_rows_are_given_in_order_and_from_anywhere() {
    record.begin(List.of("c", "a", "b"), NOW);

    assertThat(record.rowsAfter(null))
        .extracting(row -> row.id())
        .containsExactly("j/a", "j/b", "j/c");
    assertThat(record.rowsAfter("a")).extracting(row -> row.id()).containsExactly("j/b", "j/c");
    assertThat(record.rowsAfter("c")).isEmpty();
    assertThat(record.row().at(List.of("status"))).isEqualTo("running");
  }

  @Test
  void rows_are_read_back_with_the_job_they_belong_to() {
    record.keep();
    record.begin(List.of("a", "b'%;#"), NOW);
    new JobRecord(JobTexts.job("other", JobTexts.twin("*")), Map.of(), store).keep();
    record.change("a", device -> device.begin(NOW));

    var read = new HashMap<Job, Map<String, JobDevice>>();
    JobRows.read(store.load(), read::put);

    assertThat(read).hasSize(2);
    assertThat(read.getOrDefault(record.job(), Map.of())).containsOnlyKeys("a", "b'%;#");
    assertThat(read.getOrDefault(record.job(), Map.of()))
        .hasEntrySatisfying("a", a -> assertThat(a.state()).isEqualTo(DeviceState.RUNNING));
  }

  private JobRecord restarted() {
    record.begin(List.of("begun", "done", "waiting"), NOW);
    record.change("begun", device -> device.begin(NOW));
    record.change("done", device -> device.complete(NOW, null));
    var read = new HashMap<Job, Map<String, JobDevice>>();
    JobRows.read(store.load(), read::put);
    return new JobRecord(record.job(), read.getOrDefault(record.job(), Map.of()), store);
  }
}
