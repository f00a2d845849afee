// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private final AtomicLong now = new AtomicLong();
  private final Faults faults = new Faults(now::get);

  @Test
  void without_rules_nothing_goes_wrong() {
    assertThat(faults.strike(FaultKind.DROP_METHOD_ANSWER, "d")).isNull();
    assertThat(faults.twinFailure("d")).isNull();
    assertThat(faults.restFailure("")).isNull();
    assertThat(faults.queryLag()).isZero();
    assertThat(faults.spell("d")).isNull();
  }

  @Test
  void a_rule_strikes_its_kind_and_its_devices_only() {
    faults.add(FaultRule.of("drop-desired:devices=sim-*"));

    assertThat(faults.strike(FaultKind.DROP_DESIRED, "sim-1")).isNotNull();
    assertThat(faults.strike(FaultKind.DROP_DESIRED, "real-1")).isNull();
    assertThat(faults.strike(FaultKind.DROP_METHOD_ANSWER, "sim-1")).isNull();
  }

  @Test
  void the_rate_is_kept_for_each_device_and_over_all() {
    faults.add(FaultRule.of("drop-desired:rate=0.3,seed=11"));

    assertThat(struck("a", 10_000)).isCloseTo(3000, within(200L));
    var once = IntStream.range(0, 10_000).filter(i -> struck("dev-" + i, 1) == 1).count();
    assertThat(once).isCloseTo(3000, within(200L));
    assertThat(struck("z", 0)).isZero();
  }

  @Test
  void the_same_seed_decides_the_same_for_a_device_whatever_the_others_do() {
    faults.add(FaultRule.of("drop-desired:rate=0.5,seed=3"));
    var alone = IntStream.range(0, 200).mapToObj(i -> struck("a", 1)).toList();

    faults.replaceAll(List.of(FaultRule.of("drop-desired:rate=0.5,seed=3")));
    var amongOthers =
        IntStream.range(0, 200)
            .mapToObj(
                i -> {
                  struck("b" + i, 3);
                  return struck("a", 1);
                })
            .toList();
    faults.replaceAll(List.of(FaultRule.of("drop-desired:rate=0.5,seed=4")));
    var otherSeed = IntStream.range(0, 200).mapToObj(i -> struck("a", 1)).toList();

    assertThat(amongOthers).isEqualTo(alone);
    assertThat(otherSeed).isNotEqualTo(alone);
  }

  @Test
  void a_rule_is_over_after_its_time() {
    var id = faults.add(FaultRule.of("twin-error:status=503,for=10s"));
    assertThat(faults.twinFailure("d")).extracting(HubFailure::code).isEqualTo(Code.UNAVAILABLE);

    now.addAndGet(Duration.ofSeconds(10).toNanos());

    assertThat(faults.twinFailure("d")).isNull();
    assertThat(faults.all()).isEmpty();
    assertThat(faults.find(id)).isEmpty();
  }

  @Test
  void times_are_drawn_between_the_two_that_are_given() {
    faults.add(FaultRule.of("delay-method:time=100ms-200ms,seed=5"));

    var times =
        IntStream.range(0, 1000)
            .mapToObj(i -> requireNonNull(faults.strike(FaultKind.DELAY_METHOD, "d")).time())
            .toList();

    assertThat(times)
        .allMatch(t -> t.toMillis() >= 100 && t.toMillis() <= 200)
        .anyMatch(t -> t.toMillis() < 120)
        .anyMatch(t -> t.toMillis() > 180);
  }

  @Test
  void the_query_lag_moves_slowly_between_its_bounds() {
    faults.add(FaultRule.of("query-lag:time=3s-10s"));

    assertThat(faults.queryLag()).isEqualTo(faults.queryLag());
    for (int i = 0; i < 100; i++) {
      now.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(faults.queryLag()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
    }
    faults.clear();
    assertThat(faults.queryLag()).isZero();
  }

  @Test
  void rules_come_and_go_by_id_and_whoever_listens_is_told() {
    var told = new AtomicInteger();
    faults.onChange(told::incrementAndGet);
    faults.put("mine", FaultRule.of("drop-desired"));
    faults.put("mine", FaultRule.of("drop-desired:rate=0"));
    var other = faults.add(FaultRule.of("kill-connection"));

    assertThat(faults.all()).extracting(ArmedFault::id).containsExactly("mine", other);
    assertThat(faults.strike(FaultKind.DROP_DESIRED, "d")).isNull();
    assertThat(faults.remove("mine")).isTrue();
    assertThat(faults.remove("mine")).isFalse();
    assertThat(faults.all()).hasSize(1);
    assertThat(told).hasValueGreaterThanOrEqualTo(4);
  }

  @Test
  void a_rule_tells_how_it_fared() {
    var id = faults.add(FaultRule.of("drop-desired:rate=0.5,for=10s,seed=1"));
    var struck = struck("d", 100);
    now.addAndGet(Duration.ofMillis(2500).toNanos());

    var json = faults.find(id).orElseThrow().json();

    assertThat(json.getString("id")).isEqualTo(id);
    assertThat(json.getLong("occasions")).isEqualTo(100);
    assertThat(json.getLong("struck")).isEqualTo(struck);
    assertThat(json.getString("left")).isEqualTo("7500ms");
  }

  @Test
  void no_time_is_left_of_a_rule_that_is_over() {
    var id = faults.add(FaultRule.of("drop-desired:for=10s"));
    var rule = faults.find(id).orElseThrow();
    now.addAndGet(Duration.ofSeconds(11).toNanos());

    assertThat(rule.json().getString("left")).isEqualTo("0s");
  }

  @Test
  void there_is_a_bound_on_rules() {
    var rule = FaultRule.of("drop-desired");
    faults.replaceAll(Collections.nCopies(Faults.MOST_RULES, rule));

    assertThatThrownBy(() -> faults.add(rule)).hasMessageStartingWith("rules:");
    assertThatThrownBy(() -> faults.replaceAll(Collections.nCopies(1001, rule)))
        .hasMessageStartingWith("rules:");
    assertThat(faults.all()).hasSize(Faults.MOST_RULES);
  }

  @Test
  void L09_what_a_message_asks_for_lasts_as_long_as_it_says() {
    var fault =
        MessageFault.of(
                Map.of(
                        "AzIoTHub_FaultOperationType", "InvokeThrottling",
                        "AzIoTHub_FaultOperationCloseReason", "boom",
                        "AzIoTHub_FaultOperationDelayInSecs", "2",
                        "AzIoTHub_FaultOperationDurationInSecs", "5")
                    ::get)
            .orElseThrow();

    faults.begin("d", fault);

    assertThat(fault.delay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(fault.type().cutsConnection()).isFalse();
    assertThat(faults.spell("d")).isEqualTo(MessageFault.Type.THROTTLING);
    assertThat(faults.twinFailure("d")).extracting(HubFailure::code).isEqualTo(Code.THROTTLED);
    assertThat(faults.spell("other")).isNull();
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(faults.spell("d")).isNull();
  }

  @Test
  void L09_messages_without_a_known_fault_ask_for_nothing() {
    Map<String, String> amqp = Map.of("AzIoTHub_FaultOperationType", "KillAmqpConnection");

    assertThat(MessageFault.of(amqp::get)).isEmpty();
    assertThat(MessageFault.of(name -> null)).isEmpty();
    assertThat(MessageFault.of(name -> name.endsWith("Type") ? "KillTcp" : "1e9"))
        .contains(new MessageFault(MessageFault.Type.KILL_TCP, Duration.ZERO, Duration.ZERO));
  }

  private long struck(String deviceId, int occasions) {
    return IntStream.range(0, occasions)
        .filter(i -> faults.strike(FaultKind.DROP_DESIRED, deviceId) != null)
        .count();
  }
}
