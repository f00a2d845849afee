// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.store.RowKey.Kind;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

  @Test
  void what_was_acknowledged_is_there_after_a_reopen(@TempDir Path data) throws Exception {
    var store = SqliteStore.open(data.resolve("db"));
    await(store.keep(List.of(put("a", "1"), put("b", "2"))));
    await(store.keep(List.of(put("a", "3"), Change.delete(Kind.TWIN, "b"))));
    await(store.close());

    var again = SqliteStore.open(data.resolve("db"));

    assertThat(again.load()).containsOnlyKeys(new RowKey(Kind.TWIN, "a")).containsValue("3");
    assertThat(again.load()).isEmpty();
    await(again.close());
  }

  @Test
  void the_latest_state_of_a_row_wins_and_acknowledgements_keep_their_order(@TempDir Path data)
      throws Exception {
    var store = SqliteStore.open(data.resolve("db"));
    var order = Collections.synchronizedList(new ArrayList<Integer>());
    var last = Future.<Void>succeededFuture();
    for (int i = 0; i < 500; i++) {
      var number = i;
      last = store.keep(List.of(put("a", "" + number))).onSuccess(done -> order.add(number));
    }
    await(last);
    await(store.close());

    var again = SqliteStore.open(data.resolve("db"));

    assertThat(again.load()).containsValue("499");
    assertThat(order).hasSize(500).isSorted();
    await(again.close());
  }

  @Test
  void closing_writes_what_is_pending_and_refuses_more(@TempDir Path data) throws Exception {
    var store = SqliteStore.open(data.resolve("db"));
    var pending = store.keep(List.of(put("a", "1")));

    await(store.close());

    assertThat(pending.succeeded()).isTrue();
    assertThat(store.keep(List.of(put("a", "2"))).failed()).isTrue();
    await(store.close());
  }

  @Test
  void a_batch_that_fails_fails_its_waiters_and_goes_with_the_next(@TempDir Path data)
      throws Exception {
    var store = SqliteStore.open(data.resolve("db"));
    var broken = new AtomicBoolean(true);
    var change =
        Change.put(
            Kind.TWIN,
            "a",
            () -> {
              if (broken.get()) {
                throw new IllegalStateException("disk on fire");
              }
              return "kept";
            });

    var failed = store.keep(List.of(change));
    assertThatThrownBy(() -> await(failed)).hasRootCauseMessage("disk on fire");
    broken.set(false);
    await(store.keep(List.of(put("b", "2"))));
    await(store.close());

    var again = SqliteStore.open(data.resolve("db"));
    assertThat(again.load()).containsEntry(new RowKey(Kind.TWIN, "a"), "kept").hasSize(2);
    await(again.close());
  }

  @Test
  void a_second_hub_on_the_same_data_fails_at_its_start(@TempDir Path data) throws Exception {
    var store = SqliteStore.open(data.resolve("db"));
    await(store.keep(List.of(put("a", "1"))));

    assertThatThrownBy(() -> SqliteStore.open(data.resolve("db"))).isInstanceOf(SQLException.class);

    await(store.close());
  }

  private static Change put(String id, String text) {
    return Change.put(Kind.TWIN, id, () -> text);
  }

  private static void await(Future<Void> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
