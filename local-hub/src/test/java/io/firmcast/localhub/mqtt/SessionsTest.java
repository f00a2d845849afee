// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private final Set<String> registered = new HashSet<>(Set.of("d"));
  private final Rows rows = new Rows();
  private final Sessions sessions = new Sessions(rows, registered::contains);

  @Test
  void S01_a_session_is_kept_and_found_again() {
    sessions.save("d", Set.of(Subscription.METHODS));

    assertThat(sessions.find("d")).contains(Set.of(Subscription.METHODS));
    assertThat(rows.written).hasSize(1).allMatch(change -> change.text() != null);
  }

  @Test
  void R15_a_session_saved_while_its_device_is_deleted_is_not_left_behind() {
    registered.remove("d");

    var saved = sessions.save("d", Set.of(Subscription.METHODS));

    assertThat(saved.succeeded()).isTrue();
    assertThat(sessions.find("d")).isEmpty();
    assertThat(rows.written.get(rows.written.size() - 1).text()).isNull();
  }

  @Test
  void S04_a_discarded_session_is_gone_from_the_store() {
    sessions.save("d", Set.of(Subscription.METHODS));

    sessions.discard("d");
    sessions.discard("d");

    assertThat(sessions.find("d")).isEmpty();
    assertThat(rows.written).hasSize(2);
  }

  /** Writes at once and remembers. */
  private static final class Rows implements Store {

    final List<Change> written = new ArrayList<>();

    @Override
    public Map<RowKey, String> load() {
      return Map.of();
    }

    @Override
    public Future<Void> keep(List<Change> changes) {
      written.addAll(changes);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
