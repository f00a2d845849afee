// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every database must do for leases: one owner at a time, and no write of any other. */
interface LeaseContract extends Kept {

  @Test
  default void an_owner_that_lost_its_lease_writes_nothing() {
    var old = owned("r1");
    var seen = lease("r1");
    var taken = Kept.done(stores().leases().take(seen, "other", T0)).orElseThrow();

    assertThat(
            Kept.done(
                rollouts().append(old, 0, Kept.step(1, List.of(Kept.execution("a", "QUEUED", 0))))))
        .isFalse();

    assertThat(taken.epoch()).isGreaterThan(old.epoch());
    assertThat(Kept.done(rollouts().log("r1", 0, 9))).isEmpty();
    assertThat(Kept.done(rollouts().executions("r1", null, "", 9))).isEmpty();
    assertThat(Kept.done(rollouts().append(taken, 0, Kept.step(1, List.of())))).isTrue();
  }

  @Test
  default void an_owner_with_a_made_up_epoch_writes_nothing_either() {
    var mine = owned("r1");
    var forged = new Lease("r1", ME, mine.epoch() + 1, mine.beat());

    assertThat(Kept.done(rollouts().append(forged, 0, Kept.step(1, List.of())))).isFalse();
  }

  @Test
  default void whoever_saw_an_older_beat_takes_nothing() {
    owned("r1");
    var seen = lease("r1");
    Kept.done(stores().leases().beat(ME));

    assertThat(Kept.done(stores().leases().take(seen, "other", T0))).isEmpty();
    assertThat(lease("r1").owner()).isEqualTo(ME);
  }

  @Test
  default void of_many_that_would_take_a_rollout_one_does() {
    created("r1");
    var seen = lease("r1");

    var takes =
        Kept.done(
            Future.all(
                IntStream.range(0, 8)
                    .mapToObj(i -> stores().leases().take(seen, "owner-" + i, T0))
                    .toList()));

    assertThat(takes.<Optional<Lease>>list()).filteredOn(Optional::isPresent).hasSize(1);
  }

  @Test
  default void an_epoch_is_above_all_others_and_above_the_seconds_of_the_clock() {
    created("r1");
    created("r2");

    var one = Kept.done(stores().leases().take(lease("r1"), ME, T0)).orElseThrow();
    var other = Kept.done(stores().leases().take(lease("r2"), ME, T0)).orElseThrow();
    var later =
        Kept.done(stores().leases().take(lease("r1"), ME, T0.plusSeconds(100))).orElseThrow();
    var clockSetBack =
        Kept.done(stores().leases().take(lease("r1"), ME, T0.minusSeconds(900))).orElseThrow();

    assertThat(one.epoch()).isEqualTo(T0.getEpochSecond());
    assertThat(other.epoch()).isEqualTo(one.epoch() + 1);
    assertThat(later.epoch()).isEqualTo(T0.getEpochSecond() + 100);
    assertThat(clockSetBack.epoch()).isEqualTo(later.epoch() + 1);
  }

  @Test
  default void what_is_released_is_free_at_once_and_what_is_over_has_no_lease() {
    owned("r1");
    var over = owned("r2");
    var last =
        new Batch(
            Kept.lines(1, 1), "COMPLETED", "{}", 2, T0, T0, false, List.of(), Map.of(), List.of());
    Kept.done(rollouts().append(over, 0, last));

    Kept.done(stores().leases().release(ME));

    assertThat(Kept.done(stores().leases().open()))
        .extracting(Lease::rolloutId)
        .containsExactly("r1");
    assertThat(lease("r1").owner()).isNull();
    assertThat(Kept.done(rollouts().append(over, 1, Kept.step(2, List.of())))).isFalse();
  }
}
