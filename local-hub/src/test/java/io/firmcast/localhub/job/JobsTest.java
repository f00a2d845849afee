// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import static io.firmcast.localhub.job.JobTexts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.localhub.device.DeviceObserver;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.device.TwinDocument;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.fleet.FleetFollower;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.method.DirectMethods;
import io.firmcast.localhub.method.MethodReply;
import io.firmcast.localhub.method.Reachability;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.tier.Throttles;
import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTest {

  private final Vertx vertx = Vertx.vertx();
  private final HandClock clock = new HandClock();
  private final KeptRows store = new KeptRows();
  private final FleetFollower follower = new FleetFollower(() -> Duration.ZERO, clock);
  private final Devices devices =
      new Devices(Store.none(), clock, new Random(1), DeviceObserver.all(List.of()), follower);
  private final Reachability reachability = new Reachability(vertx);
  private final Throttles throttles = Throttles.of(vertx, clock);
  private final List<String> called = new CopyOnWriteArrayList<>();
  private Jobs jobs = jobs();

  @AfterEach
  void stop() throws Exception {
    jobs.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void J01_a_job_begins_at_once_and_does_every_device_that_matches_then() {
    create("a", "b", "other");
    jobs.start();

    var asked = jobs.create("j", JobTexts.twin("deviceId IN ['a', 'b']")).result();

    assertThat(asked.getString("status")).isEqualTo("queued");
    awaitState("j", "completed");
    assertThat(isDone("a")).isTrue();
    assertThat(isDone("b")).isTrue();
    assertThat(isDone("other")).isFalse();
    assertThat(store.device("j", "b").getString("state")).isEqualTo("COMPLETED");
  }

  @Test
  void J06_one_job_too_many_for_the_tier_and_a_known_id_are_refused_and_not_kept() {
    throttles.change(TierSettings.of(Tier.S1).withSpeed(1000));
    var never = silent("a");
    jobs.start();
    jobs.create("first", JobTexts.method("*"));

    assertThat(refusal("second", JobTexts.twin("*"))).isEqualTo(Code.TOO_MANY_JOBS);
    assertThat(refusal("first", JobTexts.twin("*"))).isEqualTo(Code.JOB_EXISTS);
    assertThat(jobs.jobsAfter(null)).hasSize(1);
    never.complete(new MethodReply(200, null));
    awaitState("first", "completed");
    assertThat(jobs.create("second", JobTexts.twin("*")).succeeded()).isTrue();
    awaitState("second", "completed");
  }

  @Test
  void of_jobs_that_come_due_together_the_tier_lets_one_after_the_other_run() {
    create("a");
    throttles.change(TierSettings.of(Tier.S1).withSpeed(1000));
    reachable("a");
    jobs.start();
    for (var id : List.of("y", "x", "z")) {
      var at = NOW.plusSeconds(id.equals("x") ? 20 : 10).toString();
      assertThat(jobs.create(id, JobTexts.method("*").put("startTime", at)).succeeded()).isTrue();
    }

    clock.now = NOW.plusSeconds(60);
    jobs.create("now", JobTexts.twin("deviceId = 'nobody'"));

    awaitState("x", "completed");
    awaitState("y", "completed");
    awaitState("z", "completed");
    assertThat(called).hasSize(3);
  }

  @Test
  void J07_what_has_not_begun_can_be_cancelled_and_what_has_cannot() {
    create("a");
    jobs.start();
    jobs.create("later", JobTexts.twin("*").put("startTime", "2027-01-01T00:00:00Z"));
    jobs.create("over", JobTexts.twin("*"));
    awaitState("over", "completed");

    assertThat(jobs.cancel("later").result().getString("status")).isEqualTo("cancelled");
    var refused = jobs.cancel("over");

    assertThat(((HubFailure) refused.cause()).code()).isEqualTo(Code.INVALID_OPERATION);
    assertThatThrownBy(() -> jobs.cancel("none")).hasMessage("There is no job none");
  }

  @Test
  void a_job_that_cannot_be_kept_is_not_there() {
    store.failing = new IllegalStateException("disk full");
    jobs.start();

    var failed = jobs.create("j", JobTexts.twin("*"));

    assertThat(failed.cause()).hasMessage("disk full");
    assertThatThrownBy(() -> jobs.get("j")).hasMessage("There is no job j");
  }

  @Test
  void thirty_days_after_its_end_a_job_is_forgotten_with_its_rows() {
    create("a");
    jobs.start();
    jobs.create("old", JobTexts.twin("*"));
    awaitState("old", "completed");

    clock.now = NOW.plus(Duration.ofDays(31));
    jobs.create("new", JobTexts.twin("*"));

    awaitState("new", "completed");
    assertThatThrownBy(() -> jobs.get("old")).isInstanceOf(HubFailure.class);
    assertThat(store.rows).hasSize(2);
  }

  @Test
  void after_a_restart_it_goes_on_with_the_devices_that_were_not_called_yet() {
    create("a", "b", "c");
    reachable("a");
    silent("b");
    silent("c");
    jobs.start();
    jobs.create("j", JobTexts.method("deviceId IN ['a', 'b']"));
    await().until(() -> store.rows.size() == 3);
    await().until(() -> store.device("j", "a").getString("state").equals("COMPLETED"));
    await().until(() -> store.device("j", "b").getString("state").equals("RUNNING"));
    jobs.close();

    jobs = jobs();
    jobs.restore(store.load());
    jobs.start();

    awaitState("j", "completed");
    assertThat(called).containsExactlyInAnyOrder("a", "b");
    assertThat(store.device("j", "b").getString("state")).isEqualTo("FAILED");
    assertThat(jobs.get("j").getJsonObject("deviceJobStatistics").getInteger("succeededCount"))
        .isEqualTo(1);
  }

  @Test
  void J08_rows_of_all_jobs_are_given_in_order_from_after_any_row() {
    create("a", "b");
    jobs.start();
    for (var id : List.of("j1", "j2", "j3")) {
      jobs.create(id, JobTexts.twin("*"));
      awaitState(id, "completed");
    }

    assertThat(jobs.devicesAfter(null))
        .extracting(row -> row.id())
        .containsExactly("j1/a", "j1/b", "j2/a", "j2/b", "j3/a", "j3/b");
    assertThat(jobs.devicesAfter("j1/b")).extracting(row -> row.id()).startsWith("j2/a");
    assertThat(jobs.devicesAfter("j15/z")).extracting(row -> row.id()).startsWith("j2/a");
    assertThat(jobs.devicesAfter("j3/b")).isEmpty();
    assertThat(jobs.jobsAfter("j1")).extracting(row -> row.id()).containsExactly("j2", "j3");
  }

  private Jobs jobs() {
    return new Jobs(
        vertx,
        store,
        devices,
        new Fleet(devices, follower),
        new DirectMethods(devices, reachability),
        throttles,
        clock,
        new Random(1));
  }

  private void create(String... ids) {
    for (var id : ids) {
      devices.create(DeviceRequest.plain(id));
    }
  }

  private void reachable(String id) {
    reachability.reachable(
        id, call -> answered(id, Future.succeededFuture(new MethodReply(200, 1))));
  }

  /** A device that is called and answers when the test says so. */
  private Promise<MethodReply> silent(String id) {
    if (devices.find(id).isEmpty()) {
      create(id);
    }
    Promise<MethodReply> answer = Promise.promise();
    reachability.reachable(id, call -> answered(id, answer.future()));
    return answer;
  }

  private Future<MethodReply> answered(String id, Future<MethodReply> answer) {
    called.add(id);
    return answer;
  }

  private Code refusal(String id, JsonObject body) {
    return ((HubFailure) jobs.create(id, body).cause()).code();
  }

  private boolean isDone(String id) {
    return new TwinDocument(devices.get(id)).at(List.of("tags", "done")) != null;
  }

  private void awaitState(String id, String state) {
    await().untilAsserted(() -> assertThat(jobs.get(id).getString("status")).isEqualTo(state));
  }

  private static final class HandClock extends Clock {

    volatile Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
