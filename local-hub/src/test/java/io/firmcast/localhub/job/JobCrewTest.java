// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.tier.Throttles;
import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobCrewTest {

  private static final List<String> MANY =
      IntStream.range(0, 200).mapToObj(i -> "dev%03d".formatted(i)).toList();

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final Throttles throttles = Throttles.of(vertx, clock);
  private final KeptRows store = new KeptRows();
  private final Queue<Promise<@Nullable JsonObject>> open = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() throws Exception {
    throttles.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void at_most_64_devices_are_worked_on_at_once_and_in_the_end_all() {
    var record = record(60);
    var over = crew(record, this::later).run(MANY);

    await().until(() -> open.size() == JobCrew.AT_ONCE);
    assertThat(statistic(record, "runningCount")).isEqualTo(64);
    assertThat(statistic(record, "pendingCount")).isEqualTo(136);
    await()
        .until(
            () -> {
              for (var one = open.poll(); one != null; one = open.poll()) {
                one.complete(null);
              }
              return over.isComplete();
            });

    assertThat(statistic(record, "succeededCount")).isEqualTo(200);
    assertThat(record.job().state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void what_fails_at_one_device_is_kept_there_and_the_others_go_on() {
    var record = record(60);

    var over =
        crew(
                record,
                id ->
                    id.endsWith("7")
                        ? Future.failedFuture(new HubFailure(Code.DEVICE_NOT_ONLINE, "away"))
                        : Future.succeededFuture(new JsonObject().put("status", 200)))
            .run(MANY);

    await().until(over::succeeded);
    assertThat(statistic(record, "failedCount")).isEqualTo(20);
    assertThat(store.device("j", "dev007").getJsonObject("error").getString("code"))
        .isEqualTo("404103");
    assertThat(store.device("j", "dev008").getJsonObject("answer").getInteger("status"))
        .isEqualTo(200);
  }

  @Test
  void J10_when_the_time_is_up_who_is_not_done_has_failed_and_late_answers_do_not_count() {
    var record = record(1);
    var over = crew(record, this::later).run(MANY);

    await().until(over::succeeded);

    assertThat(statistic(record, "failedCount")).isEqualTo(200);
    open.forEach(one -> one.complete(null));
    assertThat(statistic(record, "succeededCount")).isZero();
    assertThat(store.device("j", "dev000").getJsonObject("error").getString("description"))
        .contains("maximum execution time");
  }

  @Test
  void above_the_rate_of_the_tier_it_waits_and_loses_nobody() {
    throttles.change(TierSettings.of(Tier.S1).withPatience(Duration.ZERO).withSpeed(20));
    var record = record(60);

    var over = crew(record, id -> Future.succeededFuture(null)).run(MANY.subList(0, 40));

    await().atMost(Duration.ofSeconds(30)).until(over::succeeded);
    assertThat(statistic(record, "succeededCount")).isEqualTo(40);
  }

  @Test
  void one_that_is_stopped_begins_nothing_more_and_never_ends() {
    var record = record(60);
    var crew = crew(record, this::later);
    var over = crew.run(MANY);
    await().until(() -> open.size() == JobCrew.AT_ONCE);

    record.freeze();
    crew.stop();
    open.forEach(one -> one.complete(null));

    await().until(() -> open.stream().allMatch(one -> one.future().isComplete()));
    assertThat(over.isComplete()).isFalse();
    assertThat(open).hasSize(JobCrew.AT_ONCE);
    assertThat(record.job().state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void for_nobody_it_is_over_at_once() {
    var record = new JobRecord(job(60), Map.of(), store);
    record.begin(List.of(), clock.instant());

    var over = crew(record, this::later).run(List.of());

    await().until(over::succeeded);
    assertThat(record.job().state()).isEqualTo(JobState.COMPLETED);
  }

  private Future<@Nullable JsonObject> later(String deviceId) {
    Promise<@Nullable JsonObject> answer = Promise.promise();
    open.add(answer);
    return answer.future();
  }

  private JobCrew crew(JobRecord record, Function<String, Future<@Nullable JsonObject>> work) {
    return new JobCrew(record, work, false, throttles, vertx, clock, new Random(1));
  }

  private JobRecord record(int seconds) {
    var record = new JobRecord(job(seconds), Map.of(), store);
    record.begin(MANY, clock.instant());
    return record;
  }

  private Job job(int seconds) {
    var body = JobTexts.method("*").put("maxExecutionTimeInSeconds", seconds);
    return Job.create(JobRequest.of("j", body, clock.instant()), clock.instant());
  }

  private static int statistic(JobRecord record, String name) {
    return record.shown().getJsonObject("deviceJobStatistics").getInteger(name);
  }
}
