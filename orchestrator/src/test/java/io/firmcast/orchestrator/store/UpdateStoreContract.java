// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Asked;
import io.firmcast.orchestrator.rollout.DeviceAnswer;
import io.firmcast.orchestrator.rollout.Execution;
import io.firmcast.orchestrator.rollout.ExecutionState;
import io.firmcast.orchestrator.rollout.Update;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every database must do for us: each has a subclass. */
abstract class UpdateStoreContract {
  private static final Instant T0 = Instant.ofEpochMilli(1_700_000_000_000L);
  private static final FirmwareUpdate WANTED =
      new FirmwareUpdate(
          URI.create("https://fw.example/a.bin"), null, "2.1.0", null, 1_048_576L, null, 3L);

  private final Vertx vertx = Vertx.vertx();
  private UpdateStore store = new Closed();

  /** A database that this test alone uses, kept for the length of the test. */
  abstract Database database();

  @BeforeEach
  void open() {
    store = database().open(vertx).await().updates();
  }

  @AfterEach
  void close() {
    store.close().await();
    vertx.close().await();
  }

  @Test
  void an_update_is_read_as_it_was_written() {
    var update = update("u-1", "sim-1", "key-1", 0);

    assertThat(store.insert(update).await()).isTrue();

    assertThat(store.find(update.id()).await()).contains(update);
    assertThat(store.findByKey("key-1").await()).contains(update);
    assertThat(store.find(new UpdateId("u-2")).await()).isEmpty();
  }

  static Stream<Execution> states() {
    return Stream.of(
        new Asked.Triggering(),
        new Asked.Unknown("device-timeout"),
        new Asked.UnderWay(ExecutionState.ACCEPTED, 0),
        new Asked.UnderWay(ExecutionState.DOWNLOADING, 5_000_000_000L),
        new Asked.UnderWay(ExecutionState.APPLYING, 7),
        new Asked.UnderWay(ExecutionState.CONFIRMING, 8),
        new Execution.Succeeded(),
        new Execution.AlreadyInstalled(),
        new Execution.Failed(new FirmwareError("hash", "not the signed image")),
        new Execution.Rejected("downgrade"),
        new Execution.TimedOut("silent"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void every_state_is_read_as_it_was_written(Execution execution) {
    var first = update("u-1", "sim-1", null, 0);
    store.insert(first).await();
    var next =
        new Update(
            first.id(),
            first.device(),
            first.request(),
            null,
            execution,
            new DeviceAnswer(200, "{\"Response\":\"ok\"}"),
            T0,
            T0.plusMillis(1),
            1);

    assertThat(store.replace(next).await()).isTrue();

    assertThat(store.find(first.id()).await()).contains(next);
  }

  @Test
  void an_id_or_a_key_is_taken_once() {
    store.insert(update("u-1", "sim-1", "key-1", 0)).await();

    assertThat(store.insert(update("u-1", "sim-2", null, 0)).await()).isFalse();
    assertThat(store.insert(update("u-2", "sim-2", "key-1", 0)).await()).isFalse();
    assertThat(store.insert(update("u-3", "sim-3", null, 0)).await()).isTrue();
    assertThat(store.insert(update("u-4", "sim-3", null, 0)).await()).isTrue();
  }

  @Test
  void of_two_writers_with_the_same_key_one_wins() {
    var both =
        Future.all(
                store.insert(update("u-1", "sim-1", "key-1", 0)),
                store.insert(update("u-2", "sim-1", "key-1", 0)))
            .await();

    assertThat(both.<Boolean>list()).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void a_stale_revision_is_not_written() {
    var first = update("u-1", "sim-1", null, 0);
    store.insert(first).await();
    var one = first.with(new Asked.Unknown("a"), T0.plusMillis(1));
    var other = first.with(new Asked.Unknown("b"), T0.plusMillis(1));

    assertThat(store.replace(one).await()).isTrue();
    assertThat(store.replace(other).await()).isFalse();

    assertThat(store.find(first.id()).await()).contains(one);
  }

  @Test
  void what_is_over_never_reopens() {
    var first = update("u-1", "sim-1", null, 0);
    store.insert(first).await();
    var over = first.with(new Execution.Succeeded(), T0.plusMillis(1));
    store.replace(over).await();

    assertThat(store.replace(over.with(new Asked.Unknown("x"), T0.plusMillis(2))).await())
        .isFalse();
    store.forget(over).await();

    assertThat(store.find(first.id()).await()).contains(over);
  }

  @Test
  void the_device_s_answer_may_come_after_the_end() {
    var first = update("u-1", "sim-1", null, 0);
    store.insert(first).await();
    var over = first.with(new Execution.Succeeded(), T0.plusMillis(1));
    store.replace(over).await();
    var said = new DeviceAnswer(200, "{}");
    var read = FirmwareAnswer.fromJson(200, new JsonObject());

    var kept =
        new Ledger(store)
            .change(first.id(), known -> known.answered(said, read, T0.plusMillis(9)))
            .await()
            .orElseThrow();

    assertThat(kept.answer()).isEqualTo(said);
    assertThat(kept.updatedAt()).isEqualTo(over.updatedAt());
    assertThat(store.find(first.id()).await()).contains(kept);
  }

  @Test
  void an_intent_that_came_to_nothing_frees_its_id_and_its_key() {
    var first = update("u-1", "sim-1", "key-1", 0);
    store.insert(first).await();

    store.forget(first).await();

    assertThat(store.insert(first).await()).isTrue();
  }

  @Test
  void open_updates_are_paged_in_the_order_of_their_ids() {
    for (var id : List.of("u-3", "u-1", "u-2", "u-4")) {
      store.insert(update(id, "sim-1", null, 0)).await();
    }
    var over = update("u-2", "sim-1", null, 0).with(new Execution.Succeeded(), T0.plusMillis(1));
    store.replace(over).await();

    var page = store.open(null, 2).await();
    var rest = store.open(page.get(1).id(), 2).await();

    assertThat(ids(page)).containsExactly("u-1", "u-3");
    assertThat(ids(rest)).containsExactly("u-4");
  }

  @Test
  void a_list_goes_from_the_newest_back_and_its_pages_neither_repeat_nor_miss() {
    IntStream.range(0, 7)
        .forEach(i -> store.insert(update("u-" + i, "sim-" + i % 2, null, i / 3)).await());

    var first = store.newest(null, Place.TOP, 4).await();
    var behind = Place.of(Place.behind(first.get(3)).token()).orElseThrow();
    var second = store.newest(null, behind, 4).await();

    assertThat(ids(first)).containsExactly("u-6", "u-5", "u-4", "u-3");
    assertThat(ids(second)).containsExactly("u-2", "u-1", "u-0");
    assertThat(ids(store.newest(new DeviceId("sim-1"), Place.TOP, 9).await()))
        .containsExactly("u-5", "u-3", "u-1");
  }

  @Test
  void the_ledger_decides_anew_when_another_write_came_between() {
    var first = update("u-1", "sim-1", null, 0);
    store.insert(first).await();
    var ledger = new Ledger(store);

    var results =
        Future.all(
                IntStream.range(0, 4)
                    .mapToObj(
                        i ->
                            ledger.change(
                                first.id(),
                                update ->
                                    update.with(
                                        new Asked.Unknown("writer " + i), T0.plusMillis(i))))
                    .toList())
            .await();

    assertThat(results.size()).isEqualTo(4);
    assertThat(store.find(first.id()).await().orElseThrow().revision()).isEqualTo(4);
  }

  @Test
  void a_second_start_finds_what_the_first_wrote() {
    var update = update("u-1", "sim-1", "key-1", 0);
    store.insert(update).await();
    store.close().await();

    store = database().open(vertx).await().updates();

    assertThat(store.find(update.id()).await()).contains(update);
    assertThat(store.check().await()).isNull();
  }

  @Test
  void a_closed_store_fails_as_a_store() {
    store.close().await();

    assertThatThrownBy(() -> store.check().await()).isInstanceOf(StoreException.class);
  }

  private static Update update(String id, String device, @Nullable String key, int later) {
    return Update.intended(
        new UpdateId(id), new DeviceId(device), WANTED, key, T0.plusMillis(later));
  }

  private static List<String> ids(List<Update> updates) {
    return updates.stream().map(update -> update.id().value()).toList();
  }
}
