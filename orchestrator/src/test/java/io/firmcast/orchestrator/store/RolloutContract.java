// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every database must do for rollouts, their logs and their devices. */
interface RolloutContract extends Kept {

  @Test
  default void a_rollout_is_read_as_it_was_created_and_its_id_is_taken() {
    var first = RolloutRow.created("r1", "DRAFT", "{}", 2, T0);

    assertThat(Kept.done(rollouts().create(first, Kept.lines(1, 2), null))).isTrue();
    assertThat(Kept.done(rollouts().create(first, Kept.lines(1, 1), null))).isFalse();

    assertThat(Kept.done(rollouts().find("r1"))).contains(first);
    assertThat(Kept.done(rollouts().log("r1", 0, 9))).isEqualTo(Kept.lines(1, 2));
    assertThat(Kept.done(rollouts().find("r2"))).isEmpty();
  }

  @Test
  default void a_key_that_is_taken_keeps_a_second_rollout_out() {
    var once = new Once("key-1", "hash", "r1", null);
    Kept.done(rollouts().create(RolloutRow.created("r1", "DRAFT", "{}", 0, T0), List.of(), once));

    var other = new Once("key-1", "hash-2", "r2", null);
    var second =
        rollouts().create(RolloutRow.created("r2", "DRAFT", "{}", 0, T0), List.of(), other);

    assertThat(Kept.done(second)).isFalse();
    assertThat(Kept.done(rollouts().find("r2"))).isEmpty();
    assertThat(Kept.done(rollouts().findOnce("key-1"))).contains(once);
    assertThat(Kept.done(rollouts().findOnce("key-2"))).isEmpty();
  }

  @Test
  default void the_list_is_newest_first_in_pages_and_by_state() {
    for (var i = 0; i < 5; i++) {
      var state = i % 2 == 0 ? "DRAFT" : "RUNNING";
      var row = RolloutRow.created("r" + i, state, "{}", 0, T0.plusMillis(i / 2));
      Kept.done(rollouts().create(row, List.of(), null));
    }

    var page = Kept.done(rollouts().newest(null, Place.TOP, 3));
    var last = page.get(2);
    var next =
        Kept.done(
            rollouts().newest(null, new Place(last.createdAt().toEpochMilli(), last.id()), 3));

    assertThat(page).extracting(RolloutRow::id).containsExactly("r4", "r3", "r2");
    assertThat(next).extracting(RolloutRow::id).containsExactly("r1", "r0");
    assertThat(Kept.done(rollouts().newest("RUNNING", Place.TOP, 9)))
        .extracting(RolloutRow::id)
        .containsExactly("r3", "r1");
  }

  @Test
  default void a_step_of_the_owner_is_kept_as_a_whole() {
    var lease = owned("r1");
    var hook = new WebhookRow("h1", "r1", "https://hook.example", "{}", 0, T0);
    var request = new OperatorRequest("q1", "r1", T0, "{\"action\":\"start\"}", null);
    Kept.done(stores().requests().ask(request, null));
    var devices =
        List.of(Kept.execution("sim-1", "QUEUED", 0), Kept.execution("sim-2", "QUEUED", 0));
    var batch =
        new Batch(
            Kept.lines(1, 3),
            "RUNNING",
            "{\"a\":2}",
            2,
            T0.plusSeconds(1),
            null,
            false,
            devices,
            Map.of("q1", "{\"ok\":true}"),
            List.of(hook));

    assertThat(Kept.done(rollouts().append(lease, 0, batch))).isTrue();

    var kept = Kept.done(rollouts().find("r1")).orElseThrow();
    assertThat(kept.state()).isEqualTo("RUNNING");
    assertThat(kept.summary()).isEqualTo("{\"a\":2}");
    assertThat(kept.revision()).isEqualTo(2);
    assertThat(kept.lastSeq()).isEqualTo(3);
    assertThat(kept.updatedAt()).isEqualTo(T0.plusSeconds(1));
    assertThat(Kept.done(rollouts().log("r1", 0, 9))).isEqualTo(Kept.lines(1, 3));
    assertThat(Kept.done(rollouts().log("r1", 1, 1))).isEqualTo(Kept.lines(2, 1));
    assertThat(Kept.done(rollouts().executions("r1", null, "", 9))).isEqualTo(devices);
    assertThat(Kept.done(stores().requests().find("q1")).orElseThrow().outcome())
        .isEqualTo("{\"ok\":true}");
    assertThat(Kept.done(stores().requests().unanswered(9))).isEmpty();
    assertThat(Kept.done(stores().outbox().due(T0, 9))).containsExactly(hook);
  }

  @Test
  default void executions_are_replaced_and_read_by_state_and_in_pages() {
    var lease = owned("r1");
    var all =
        IntStream.range(100, 110).mapToObj(i -> Kept.execution("sim-" + i, "QUEUED", 0)).toList();
    Kept.done(rollouts().append(lease, 0, Kept.step(1, all)));
    Kept.done(
        rollouts().append(lease, 1, Kept.step(2, List.of(Kept.execution("sim-105", "FAILED", 2)))));

    assertThat(Kept.done(rollouts().executions("r1", null, "sim-103", 3)))
        .extracting(ExecutionRow::deviceId)
        .containsExactly("sim-104", "sim-105", "sim-106");
    assertThat(Kept.done(rollouts().executions("r1", "FAILED", "", 9)))
        .containsExactly(Kept.execution("sim-105", "FAILED", 2));
    assertThat(Kept.done(rollouts().execution("r1", "sim-105"))).isPresent();
    assertThat(Kept.done(rollouts().execution("r1", "sim-999"))).isEmpty();
  }

  @Test
  default void devices_of_an_earlier_plan_are_forgotten_with_it() {
    var lease = owned("r1");
    Kept.done(
        rollouts().append(lease, 0, Kept.step(1, List.of(Kept.execution("sim-1", "QUEUED", 0)))));
    var other = List.of(Kept.execution("sim-2", "QUEUED", 0));

    Kept.done(
        rollouts()
            .append(
                lease,
                1,
                new Batch(
                    Kept.lines(2, 1),
                    "DRAFT",
                    "{}",
                    2,
                    T0,
                    null,
                    true,
                    other,
                    Map.of(),
                    List.of())));

    assertThat(Kept.done(rollouts().executions("r1", null, "", 9))).isEqualTo(other);
  }

  @Test
  default void a_line_that_does_not_follow_the_newest_is_not_kept() {
    var lease = owned("r1");
    Kept.done(rollouts().append(lease, 0, Kept.step(1, List.of())));

    assertThat(Kept.done(rollouts().append(lease, 0, Kept.step(1, List.of())))).isFalse();
    assertThat(Kept.done(rollouts().append(lease, 5, Kept.step(6, List.of())))).isFalse();
    assertThat(Kept.done(rollouts().log("r1", 0, 9))).hasSize(1);
  }

  @Test
  default void ten_thousand_devices_are_kept_batch_by_batch() {
    var lease = owned("r1");

    for (var batch = 0; batch < 10; batch++) {
      var from = batch * 1_000;
      var devices =
          IntStream.range(from, from + 1_000)
              .mapToObj(i -> Kept.execution("device-" + i, "QUEUED", 0))
              .toList();
      var kept =
          Kept.done(
              rollouts()
                  .append(
                      lease,
                      from,
                      new Batch(
                          Kept.lines(from + 1, 1_000),
                          "RUNNING",
                          "{}",
                          2,
                          T0,
                          null,
                          false,
                          devices,
                          Map.of(),
                          List.of())));
      assertThat(kept).isTrue();
    }

    assertThat(Kept.done(rollouts().log("r1", 9_990, 100))).hasSize(10);
    assertThat(Kept.done(rollouts().executions("r1", "QUEUED", "device-9", 5_000))).hasSize(1_110);
  }

  @Test
  default void a_store_that_is_gone_fails_in_its_own_words() {
    var row = RolloutRow.created("r1", "DRAFT", "{}", 0, T0);
    Kept.done(stores().close());

    assertThatThrownBy(() -> Kept.done(rollouts().create(row, List.of(), null)))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> Kept.done(rollouts().check())).isInstanceOf(StoreException.class);
    reopen();
    assertThat(Kept.done(rollouts().find("r1"))).isEmpty();
  }
}
