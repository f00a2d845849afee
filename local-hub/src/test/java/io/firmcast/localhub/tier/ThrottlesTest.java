// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ThrottlesTest {

  private static final TierSettings S1 = TierSettings.of(Tier.S1);

  private final HandTime time = new HandTime();

  @Test
  void L05_without_a_tier_everything_passes_at_once_and_nothing_is_allocated_for_it() {
    var throttles = time.throttles(TierSettings.UNLIMITED);

    var passed = throttles.admit(Operation.TWIN_UPDATE, 1_000_000);

    assertThat(passed.succeeded()).isTrue();
    assertThat(throttles.admit(Operation.CONNECT)).isSameAs(passed);
  }

  @ParameterizedTest
  @CsvSource({
    // Section 7: how many pass at once, a second's or a minute's worth.
    "REGISTRY, S1, 1, 100",
    "REGISTRY, S3, 1, 5000",
    "REGISTRY, S1, 3, 300",
    "CONNECT, S1, 2, 100",
    "CONNECT, S1, 9, 108",
    "CONNECT, S2, 1, 120",
    "CONNECT, S3, 1, 6000",
    "D2C, F1, 1, 100",
    "C2D, S2, 1, 100",
    "QUERY_PAGE, S1, 1, 20",
    "QUERY_PAGE, S2, 2, 40",
    "QUERY_PAGE, S3, 1, 1000",
    "METHOD, S1, 1, 40",
    "METHOD, S2, 1, 120",
    "METHOD, S3, 1, 6000",
    "TWIN_READ, S1, 200, 100",
    "TWIN_READ, S2, 11, 110",
    "TWIN_READ, S3, 1, 500",
    "TWIN_UPDATE, S1, 1, 50",
    "TWIN_UPDATE, S2, 10, 50",
    "TWIN_UPDATE, S3, 2, 500",
    "JOB, S1, 1, 100",
    "JOB_DEVICE, S1, 5, 10",
    "JOB_DEVICE, S2, 11, 11",
    "JOB_DEVICE, S3, 1, 50",
    "CONFIGURATION, S3, 1, 20",
  })
  void L04_each_class_has_the_rate_of_its_tier(
      Operation operation, Tier tier, int units, int rate) {
    var throttles = time.throttles(TierSettings.of(tier).withTier(tier, units));

    var first = take(throttles, operation, rate);
    var next = throttles.admit(operation);

    assertThat(first).allMatch(Future::succeeded);
    assertThat(next.isComplete()).isFalse();
    time.pass(operation.window().dividedBy(rate).plusMillis(1));
    assertThat(next.succeeded()).isTrue();
  }

  @Test
  void L01_after_the_burst_twin_reads_are_served_at_the_rate_and_in_order() {
    var throttles = time.throttles(S1);
    take(throttles, Operation.TWIN_READ, 100);
    var served = new ArrayList<Integer>();
    for (int i = 0; i < 200; i++) {
      var number = i;
      throttles.admit(Operation.TWIN_READ).onSuccess(turn -> served.add(number));
    }

    time.pass(1005);

    assertThat(served).isEqualTo(IntStream.range(0, 100).boxed().toList());
    time.pass(1000);
    assertThat(served).hasSize(200);
  }

  @Test
  void L01_what_would_wait_longer_than_the_patience_is_refused_at_once_with_429001() {
    var throttles = time.throttles(S1);
    take(throttles, Operation.TWIN_READ, 100);

    var waiting = take(throttles, Operation.TWIN_READ, 1000);
    var late = throttles.admit(Operation.TWIN_READ);

    assertThat(waiting).noneMatch(Future::isComplete);
    assertThat(code(late)).isEqualTo(Code.THROTTLED);
    assertThat(Code.THROTTLED.number()).isEqualTo(429001);
  }

  @Test
  void L01_a_queue_that_is_full_is_refused_with_429002() {
    var patient = TierSettings.of(Tier.S3).withPatience(Duration.ofMinutes(1));
    var throttles = time.throttles(patient);
    take(throttles, Operation.CONNECT, 6000);

    take(throttles, Operation.CONNECT, Bucket.LONGEST_QUEUE);

    assertThat(code(throttles.admit(Operation.CONNECT))).isEqualTo(Code.THROTTLE_BACKLOG);
  }

  @Test
  void what_was_refused_costs_nothing_so_that_the_rate_is_kept_up() {
    var throttles = time.throttles(S1.withPatience(Duration.ZERO));
    take(throttles, Operation.TWIN_UPDATE, 50);
    take(throttles, Operation.TWIN_UPDATE, 1000);

    time.pass(1000);

    assertThat(take(throttles, Operation.TWIN_UPDATE, 50)).allMatch(Future::succeeded);
  }

  @Test
  void one_class_never_takes_from_another() {
    var throttles = time.throttles(S1.withPatience(Duration.ZERO));
    take(throttles, Operation.TWIN_READ, 500);

    assertThat(throttles.admit(Operation.TWIN_UPDATE).succeeded()).isTrue();
  }

  @Test
  void L02_the_21st_query_page_in_a_minute_is_delayed() {
    var throttles = time.throttles(S1);
    take(throttles, Operation.QUERY_PAGE, 20);

    var page = throttles.admit(Operation.QUERY_PAGE);

    time.pass(2999);
    assertThat(page.isComplete()).isFalse();
    time.pass(2);
    assertThat(page.succeeded()).isTrue();
  }

  @Test
  void L04_methods_cost_by_4_KB_of_request() {
    assertThat(Operation.steps(0)).isEqualTo(1);
    assertThat(Operation.steps(4096)).isEqualTo(1);
    assertThat(Operation.steps(4097)).isEqualTo(2);
    var throttles = time.throttles(S1.withPatience(Duration.ZERO));

    assertThat(throttles.admit(Operation.METHOD, 32).succeeded()).isTrue();
    assertThat(throttles.admit(Operation.METHOD, 9).succeeded()).isFalse();
    assertThat(throttles.admit(Operation.METHOD, 8).succeeded()).isTrue();
  }

  @Test
  void L05_a_tier_with_speed_60_gives_a_minutes_worth_in_a_second() {
    var throttles = time.throttles(S1.withSpeed(60));
    take(throttles, Operation.QUERY_PAGE, 20);
    var waiting = throttles.admit(Operation.QUERY_PAGE);

    time.pass(51);

    assertThat(waiting.succeeded()).isTrue();
    time.pass(1000);
    assertThat(take(throttles, Operation.QUERY_PAGE, 20)).allMatch(Future::succeeded);
  }

  @Test
  void L08_the_days_quota_counts_by_4_KB_and_ends_in_403002_until_midnight() {
    var throttles = time.throttles(S1.withQuota(true));
    throttles.charge(399_999L * 4096);
    assertThat(throttles.admit(Operation.D2C).succeeded()).isTrue();

    throttles.charge(1);

    assertThat(throttles.messagesToday()).isEqualTo(400_000);
    assertThat(code(throttles.admit(Operation.D2C))).isEqualTo(Code.QUOTA_EXCEEDED);
    assertThat(throttles.admit(Operation.REGISTRY).succeeded()).isTrue();
    time.pass(Duration.ofHours(12));
    assertThat(throttles.admit(Operation.D2C).succeeded()).isTrue();
    assertThat(throttles.messagesToday()).isZero();
  }

  @Test
  void L08_the_free_tier_counts_by_half_a_KB() {
    var throttles = time.throttles(TierSettings.of(Tier.F1).withQuota(true));

    throttles.charge(513);

    assertThat(throttles.messagesToday()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"B1", "B2", "B3"})
  void the_basic_tier_has_telemetry_but_neither_twins_nor_methods_nor_jobs(Tier basic) {
    var throttles = time.throttles(TierSettings.of(basic));

    assertThat(throttles.admit(Operation.D2C).succeeded()).isTrue();
    assertThat(throttles.admit(Operation.REGISTRY).succeeded()).isTrue();
    for (var absent :
        List.of(Operation.TWIN_READ, Operation.METHOD, Operation.C2D, Operation.JOB)) {
      assertThat(code(throttles.admit(absent))).isEqualTo(Code.INVALID_OPERATION);
    }
  }

  @Test
  void devices_and_active_jobs_are_limited_by_the_tier() {
    var throttles = time.throttles(TierSettings.of(Tier.F1));

    throttles.checkRoomFor(500);
    throttles.checkActiveJobs(1);

    assertThatThrownBy(() -> throttles.checkRoomFor(501))
        .extracting(refusal -> ((HubFailure) refusal).code())
        .isEqualTo(Code.TOO_MANY_DEVICES);
    assertThatThrownBy(() -> throttles.checkActiveJobs(2))
        .extracting(refusal -> ((HubFailure) refusal).code())
        .isEqualTo(Code.TOO_MANY_JOBS);
  }

  @Test
  void L05_taking_the_tier_away_lets_in_what_waits() {
    var throttles = time.throttles(S1);
    take(throttles, Operation.TWIN_READ, 100);
    var waiting = take(throttles, Operation.TWIN_READ, 50);

    throttles.change(TierSettings.UNLIMITED);

    assertThat(waiting).allMatch(Future::succeeded);
  }

  @Test
  void closing_refuses_what_waits() {
    var throttles = time.throttles(S1);
    take(throttles, Operation.TWIN_READ, 100);
    var waiting = throttles.admit(Operation.TWIN_READ);

    throttles.close();

    assertThat(code(waiting)).isEqualTo(Code.UNAVAILABLE);
  }

  @Test
  void settings_that_make_no_sense_are_refused_by_name() {
    assertThatThrownBy(() -> S1.withTier(Tier.S3, 11)).hasMessageStartingWith("units:");
    assertThatThrownBy(() -> S1.withTier(Tier.S1, 0)).hasMessageStartingWith("units:");
    assertThatThrownBy(() -> S1.withSpeed(0)).hasMessageStartingWith("speed:");
    assertThatThrownBy(() -> S1.withSpeed(Double.NaN)).hasMessageStartingWith("speed:");
    assertThatThrownBy(() -> S1.withPatience(Duration.ofSeconds(-1)))
        .hasMessageStartingWith("patience:");
    assertThatThrownBy(() -> S1.withRetryAfter(Duration.ofSeconds(-1)))
        .hasMessageStartingWith("retryAfter:");
  }

  private static List<Future<Void>> take(Throttles throttles, Operation operation, int count) {
    return IntStream.range(0, count).mapToObj(i -> throttles.admit(operation)).toList();
  }

  private static Code code(Future<Void> refused) {
    assertThat(refused.failed()).isTrue();
    return ((HubFailure) refused.cause()).code();
  }
}
