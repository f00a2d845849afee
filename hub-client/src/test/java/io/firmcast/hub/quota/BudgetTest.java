// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.hub.HubException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final HandTime time = new HandTime();
  private final Budget budget = new Budget(HubOperation.TWIN_READ, 100, time);

  @Test
  void whoever_has_to_wait_goes_on_at_the_rate() {
    var turns = IntStream.range(0, 1_000).mapToObj(i -> budget.turn(Urgency.START)).toList();

    time.pass(Duration.ofSeconds(1));
    assertThat(turns).filteredOn(Future::succeeded).hasSizeBetween(99, 101);
    time.pass(Duration.ofSeconds(9));
    assertThat(turns).filteredOn(Future::succeeded).hasSizeGreaterThanOrEqualTo(999);
  }

  @Test
  void no_second_has_more_than_its_rate_and_a_small_burst_whenever_it_is_asked() {
    List<Long> begun = new ArrayList<>();
    for (var i = 0; i < 3_000; i++) {
      budget.turn(Urgency.START).onSuccess(given -> begun.add(time.nanos()));
      time.pass(Duration.ofMillis(i % 100 == 0 ? 500 : 3));
    }
    time.pass(Duration.ofSeconds(60));

    assertThat(begun).hasSize(3_000);
    for (var from = 0; from < begun.size(); from++) {
      var end = begun.get(from) + 1_000_000_000L;
      assertThat(begun.subList(from, Math.min(begun.size(), from + 120)))
          .filteredOn(at -> at < end)
          .hasSizeLessThanOrEqualTo(105);
    }
  }

  @Test
  void a_timer_that_comes_late_costs_no_throughput() {
    var turns = IntStream.range(0, 500).mapToObj(i -> budget.turn(Urgency.START)).toList();

    IntStream.range(0, 125).forEach(i -> time.pass(Duration.ofMillis(40)));

    assertThat(turns).filteredOn(Future::succeeded).hasSizeGreaterThanOrEqualTo(495);
  }

  @Test
  void the_most_urgent_goes_first_and_its_own_kind_in_order() {
    List<String> order = new ArrayList<>();
    IntStream.range(0, 5).forEach(i -> budget.turn(Urgency.SWEEP));
    ask(order, Urgency.SWEEP, "sweep");
    ask(order, Urgency.START, "start");
    ask(order, Urgency.ACTIVE, "first reading");
    ask(order, Urgency.ACTIVE, "second reading");

    time.pass(Duration.ofSeconds(1));

    assertThat(order).containsExactly("first reading", "second reading", "start", "sweep");
  }

  @Test
  void nothing_begins_while_the_hub_wants_quiet() {
    budget.pause(Duration.ofSeconds(2));
    var turn = budget.turn(Urgency.ACTIVE);

    time.pass(Duration.ofMillis(1_990));
    assertThat(turn.isComplete()).isFalse();
    time.pass(Duration.ofMillis(20));
    assertThat(turn.succeeded()).isTrue();
    assertThat(budget.spend().throttled()).isEqualTo(1);
  }

  @Test
  void it_tells_what_was_spent_and_how_long_the_last_will_wait() {
    IntStream.range(0, 301).forEach(i -> budget.turn(Urgency.START));
    time.pass(Duration.ofSeconds(1));

    var spend = budget.spend();

    assertThat(spend.permittedPerSecond()).isEqualTo(100);
    assertThat(spend.lastMinute()).isBetween(99L, 102L);
    assertThat(spend.waiting() + spend.sinceStart()).isEqualTo(301);
    assertThat(spend.forecast()).isBetween(Duration.ofMillis(1_950), Duration.ofMillis(2_050));
    time.pass(Duration.ofSeconds(90));
    assertThat(budget.spend().lastMinute()).isZero();
    assertThat(budget.spend().sinceStart()).isEqualTo(301);
  }

  @Test
  void without_a_rate_nobody_waits() {
    var unlimited = new Budget(HubOperation.METHOD, Double.POSITIVE_INFINITY, time);

    var turns = IntStream.range(0, 10_000).mapToObj(i -> unlimited.turn(Urgency.SWEEP)).toList();

    assertThat(turns).allMatch(Future::succeeded);
    assertThat(unlimited.spend().forecast()).isZero();
  }

  @Test
  void the_queue_has_a_bound() {
    IntStream.range(0, Budget.LONGEST_QUEUE + 6).forEach(i -> budget.turn(Urgency.SWEEP));

    assertThat(budget.turn(Urgency.ACTIVE).cause())
        .isInstanceOfSatisfying(
            HubException.class,
            failure -> assertThat(failure.reason()).isEqualTo(HubException.Reason.OVERLOADED));
  }

  private void ask(List<String> order, Urgency urgency, String name) {
    budget.turn(urgency).onSuccess(given -> order.add(name));
  }
}
