// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do for rollouts: each has a subclass. */
abstract class RolloutStoreContract {
  private static final Instant T0 = Instant.ofEpochMilli(1_700_000_000_000L);
  private static final String ME = "me";

  private final Vertx vertx = Vertx.vertx();
  private @Nullable Stores opened;

  /** A database that this test alone uses, kept for the length of the test. */
  abstract Database database();

  @BeforeEach
  void open() {
    opened = done(database().open(vertx));
  }

  @AfterEach
  void close() {
    done(stores().close());
    done(vertx.close());
  }

  @Test
  void a_rollout_is_read_as_it_was_created_and_its_id_is_taken() {
    var first = RolloutRow.created("r1", "DRAFT", "{}", 2, T0);

    assertThat(done(rollouts().create(first, lines(1, 2), null))).isTrue();
    assertThat(done(rollouts().create(first, lines(1, 1), null))).isFalse();

    assertThat(done(rollouts().find("r1"))).contains(first);
    assertThat(done(rollouts().log("r1", 0, 9))).isEqualTo(lines(1, 2));
    assertThat(done(rollouts().find("r2"))).isEmpty();
  }

  @Test
  void a_key_that_is_taken_keeps_a_second_rollout_out() {
    var once = new Once("key-1", "hash", "r1", null);
    done(rollouts().create(RolloutRow.created("r1", "DRAFT", "{}", 0, T0), List.of(), once));

    var other = new Once("key-1", "hash-2", "r2", null);
    var second =
        rollouts().create(RolloutRow.created("r2", "DRAFT", "{}", 0, T0), List.of(), other);

    assertThat(done(second)).isFalse();
    assertThat(done(rollouts().find("r2"))).isEmpty();
    assertThat(done(rollouts().findOnce("key-1"))).contains(once);
    assertThat(done(rollouts().findOnce("key-2"))).isEmpty();
  }

  @Test
  void the_list_is_newest_first_in_pages_and_by_state() {
    for (var i = 0; i < 5; i++) {
      var state = i % 2 == 0 ? "DRAFT" : "RUNNING";
      var row = RolloutRow.created("r" + i, state, "{}", 0, T0.plusMillis(i / 2));
      done(rollouts().create(row, List.of(), null));
    }

    var page = done(rollouts().newest(null, Place.TOP, 3));
    var last = page.get(2);
    var next =
        done(rollouts().newest(null, new Place(last.createdAt().toEpochMilli(), last.id()), 3));

    assertThat(page).extracting(RolloutRow::id).containsExactly("r4", "r3", "r2");
    assertThat(next).extracting(RolloutRow::id).containsExactly("r1", "r0");
    assertThat(done(rollouts().newest("RUNNING", Place.TOP, 9)))
        .extracting(RolloutRow::id)
        .containsExactly("r3", "r1");
  }

  @Test
  void a_step_of_the_owner_is_kept_as_a_whole() {
    var lease = owned("r1");
    var hook = new WebhookRow("h1", "r1", "https://hook.example", "{}", 0, T0);
    var request = new OperatorRequest("q1", "r1", T0, "{\"action\":\"start\"}", null);
    done(stores().requests().ask(request, null));
    var devices = List.of(execution("sim-1", "QUEUED", 0), execution("sim-2", "QUEUED", 0));
    var batch =
        new Batch(
            lines(1, 3),
            "RUNNING",
            "{\"a\":2}",
            2,
            T0.plusSeconds(1),
            null,
            false,
            devices,
            Map.of("q1", "{\"ok\":true}"),
            List.of(hook));

    assertThat(done(rollouts().append(lease, 0, batch))).isTrue();

    var kept = done(rollouts().find("r1")).orElseThrow();
    assertThat(kept.state()).isEqualTo("RUNNING");
    assertThat(kept.summary()).isEqualTo("{\"a\":2}");
    assertThat(kept.revision()).isEqualTo(2);
    assertThat(kept.lastSeq()).isEqualTo(3);
    assertThat(kept.updatedAt()).isEqualTo(T0.plusSeconds(1));
    assertThat(done(rollouts().log("r1", 0, 9))).isEqualTo(lines(1, 3));
    assertThat(done(rollouts().log("r1", 1, 1))).isEqualTo(lines(2, 1));
    assertThat(done(rollouts().executions("r1", null, "", 9))).isEqualTo(devices);
    assertThat(done(stores().requests().find("q1")).orElseThrow().outcome())
        .isEqualTo("{\"ok\":true}");
    assertThat(done(stores().requests().unanswered(9))).isEmpty();
    assertThat(done(stores().outbox().due(T0, 9))).containsExactly(hook);
  }

  @Test
  void executions_are_replaced_and_read_by_state_and_in_pages() {
    var lease = owned("r1");
    var all = IntStream.range(100, 110).mapToObj(i -> execution("sim-" + i, "QUEUED", 0)).toList();
    done(rollouts().append(lease, 0, step(1, all)));
    done(rollouts().append(lease, 1, step(2, List.of(execution("sim-105", "FAILED", 2)))));

    assertThat(done(rollouts().executions("r1", null, "sim-103", 3)))
        .extracting(ExecutionRow::deviceId)
        .containsExactly("sim-104", "sim-105", "sim-106");
    assertThat(done(rollouts().executions("r1", "FAILED", "", 9)))
        .containsExactly(execution("sim-105", "FAILED", 2));
    assertThat(done(rollouts().execution("r1", "sim-105"))).isPresent();
    assertThat(done(rollouts().execution("r1", "sim-999"))).isEmpty();
  }

  @Test
  void devices_of_an_earlier_plan_are_forgotten_with_it() {
    var lease = owned("r1");
    done(rollouts().append(lease, 0, step(1, List.of(execution("sim-1", "QUEUED", 0)))));
    var other = List.of(execution("sim-2", "QUEUED", 0));

    done(
        rollouts()
            .append(
                lease,
                1,
                new Batch(
                    lines(2, 1), "DRAFT", "{}", 2, T0, null, true, other, Map.of(), List.of())));

    assertThat(done(rollouts().executions("r1", null, "", 9))).isEqualTo(other);
  }

  @Test
  void a_line_that_does_not_follow_the_newest_is_not_kept() {
    var lease = owned("r1");
    done(rollouts().append(lease, 0, step(1, List.of())));

    assertThat(done(rollouts().append(lease, 0, step(1, List.of())))).isFalse();
    assertThat(done(rollouts().append(lease, 5, step(6, List.of())))).isFalse();
    assertThat(done(rollouts().log("r1", 0, 9))).hasSize(1);
  }

  @Test
  void an_owner_that_lost_its_lease_writes_nothing() {
    var old = owned("r1");
    var seen = lease("r1");
    var taken = done(stores().leases().take(seen, "other", T0)).orElseThrow();

    assertThat(done(rollouts().append(old, 0, step(1, List.of(execution("a", "QUEUED", 0))))))
        .isFalse();

    assertThat(taken.epoch()).isGreaterThan(old.epoch());
    assertThat(done(rollouts().log("r1", 0, 9))).isEmpty();
    assertThat(done(rollouts().executions("r1", null, "", 9))).isEmpty();
    assertThat(done(rollouts().append(taken, 0, step(1, List.of())))).isTrue();
  }

  @Test
  void an_owner_with_a_made_up_epoch_writes_nothing_either() {
    var mine = owned("r1");
    var forged = new Lease("r1", ME, mine.epoch() + 1, mine.beat());

    assertThat(done(rollouts().append(forged, 0, step(1, List.of())))).isFalse();
  }

  @Test
  void whoever_saw_an_older_beat_takes_nothing() {
    owned("r1");
    var seen = lease("r1");
    done(stores().leases().beat(ME));

    assertThat(done(stores().leases().take(seen, "other", T0))).isEmpty();
    assertThat(lease("r1").owner()).isEqualTo(ME);
  }

  @Test
  void of_many_that_would_take_a_rollout_one_does() {
    created("r1");
    var seen = lease("r1");

    var takes =
        done(
            Future.all(
                IntStream.range(0, 8)
                    .mapToObj(i -> stores().leases().take(seen, "owner-" + i, T0))
                    .toList()));

    assertThat(takes.<java.util.Optional<Lease>>list())
        .filteredOn(java.util.Optional::isPresent)
        .hasSize(1);
  }

  @Test
  void an_epoch_is_above_all_others_and_above_the_seconds_of_the_clock() {
    created("r1");
    created("r2");

    var one = done(stores().leases().take(lease("r1"), ME, T0)).orElseThrow();
    var other = done(stores().leases().take(lease("r2"), ME, T0)).orElseThrow();
    var later = done(stores().leases().take(lease("r1"), ME, T0.plusSeconds(100))).orElseThrow();
    var clockSetBack =
        done(stores().leases().take(lease("r1"), ME, T0.minusSeconds(900))).orElseThrow();

    assertThat(one.epoch()).isEqualTo(T0.getEpochSecond());
    assertThat(other.epoch()).isEqualTo(one.epoch() + 1);
    assertThat(later.epoch()).isEqualTo(T0.getEpochSecond() + 100);
    assertThat(clockSetBack.epoch()).isEqualTo(later.epoch() + 1);
  }

  @Test
  void what_is_released_is_free_at_once_and_what_is_over_has_no_lease() {
    owned("r1");
    var over = owned("r2");
    var last =
        new Batch(lines(1, 1), "COMPLETED", "{}", 2, T0, T0, false, List.of(), Map.of(), List.of());
    done(rollouts().append(over, 0, last));

    done(stores().leases().release(ME));

    assertThat(done(stores().leases().open())).extracting(Lease::rolloutId).containsExactly("r1");
    assertThat(lease("r1").owner()).isNull();
    assertThat(done(rollouts().append(over, 1, step(2, List.of())))).isFalse();
  }

  @Test
  void an_operators_request_waits_for_its_answer_and_keeps_the_first() {
    var request = new OperatorRequest("q1", "r1", T0, "{}", null);
    var once = new Once("key", "hash", "r1", "q1");

    assertThat(done(stores().requests().ask(request, once))).isTrue();
    assertThat(done(stores().requests().ask(new OperatorRequest("q2", "r1", T0, "{}", null), once)))
        .isFalse();
    assertThat(done(stores().requests().unanswered(9))).containsExactly(request);

    done(stores().requests().answer("q1", "{\"ok\":1}", T0));
    done(stores().requests().answer("q1", "{\"ok\":2}", T0));

    assertThat(done(stores().requests().find("q1")).orElseThrow().outcome())
        .isEqualTo("{\"ok\":1}");
    assertThat(done(stores().requests().find("q2"))).isEmpty();
  }

  @Test
  void a_delivery_is_postponed_by_one_of_many_and_settled_for_good() {
    var lease = owned("r1");
    var hook = new WebhookRow("h1", "r1", "https://hook.example", "{}", 0, T0);
    done(
        rollouts()
            .append(
                lease,
                0,
                new Batch(
                    lines(1, 1),
                    "RUNNING",
                    "{}",
                    2,
                    T0,
                    null,
                    false,
                    List.of(),
                    Map.of(),
                    List.of(hook))));
    var later = new WebhookRow("h1", "r1", hook.url(), "{}", 1, T0.plusSeconds(10));

    assertThat(done(stores().outbox().postpone(later))).isTrue();
    assertThat(done(stores().outbox().postpone(later))).isFalse();
    assertThat(done(stores().outbox().due(T0, 9))).isEmpty();
    assertThat(done(stores().outbox().due(T0.plusSeconds(10), 9))).containsExactly(later);

    done(stores().outbox().settle("h1", "delivered", T0));

    assertThat(done(stores().outbox().due(T0.plusSeconds(99), 9))).isEmpty();
    assertThat(done(stores().outbox().postpone(new WebhookRow("h1", "r1", "", "", 2, T0))))
        .isFalse();
  }

  @Test
  void ten_thousand_devices_are_kept_within_seconds() {
    var lease = owned("r1");
    var began = System.nanoTime();

    for (var batch = 0; batch < 10; batch++) {
      var from = batch * 1_000;
      var devices =
          IntStream.range(from, from + 1_000)
              .mapToObj(i -> execution("device-" + i, "QUEUED", 0))
              .toList();
      var kept =
          done(
              rollouts()
                  .append(
                      lease,
                      from,
                      new Batch(
                          lines(from + 1, 1_000),
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

    assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
    assertThat(done(rollouts().log("r1", 9_990, 100))).hasSize(10);
    assertThat(done(rollouts().executions("r1", "QUEUED", "device-9", 5_000))).hasSize(1_110);
  }

  @Test
  void a_store_that_is_gone_fails_in_its_own_words() {
    var row = RolloutRow.created("r1", "DRAFT", "{}", 0, T0);
    done(stores().close());

    assertThatThrownBy(() -> done(rollouts().create(row, List.of(), null)))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> done(rollouts().check())).isInstanceOf(StoreException.class);
    opened = done(database().open(vertx));
    assertThat(done(rollouts().find("r1"))).isEmpty();
  }

  private Lease owned(String id) {
    created(id);
    return done(stores().leases().take(lease(id), ME, T0)).orElseThrow();
  }

  private void created(String id) {
    done(rollouts().create(RolloutRow.created(id, "DRAFT", "{}", 0, T0), List.of(), null));
  }

  private Lease lease(String id) {
    return done(stores().leases().open()).stream()
        .filter(lease -> lease.rolloutId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Batch step(long seq, List<ExecutionRow> executions) {
    return new Batch(
        lines(seq, 1), "RUNNING", "{}", 2, T0, null, false, executions, Map.of(), List.of());
  }

  private static List<LogLine> lines(long from, int count) {
    var lines = new ArrayList<LogLine>();
    for (var seq = from; seq < from + count; seq++) {
      lines.add(new LogLine(seq, T0.plusMillis(seq), "{\"n\":" + seq + "}"));
    }
    return lines;
  }

  private static ExecutionRow execution(String device, String state, int attempt) {
    return new ExecutionRow(device, 1, state, attempt == 0 ? null : "why", attempt, "u-1", T0);
  }

  private RolloutStore rollouts() {
    return stores().rollouts();
  }

  private Stores stores() {
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }
}
