// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final Instant T0 = Instant.parse("2026-06-01T12:00:00Z");

  private final Ticking clock = new Ticking();
  private final Rows rows = new Rows();
  private final Devices devices =
      new Devices(rows, clock, new Random(1), new DeviceObserver() {}, (key, before, after) -> {});
  private final PresenceKeeper keeper = new PresenceKeeper(devices, rows, clock);

  @Test
  void what_changed_is_written_once_and_not_with_every_message() {
    devices.create(DeviceRequest.plain("d"));
    devices.create(DeviceRequest.plain("quiet"));
    devices.connected("d", "");
    clock.now = T0.plusSeconds(1);
    for (int i = 0; i < 100; i++) {
      devices.active("d");
    }

    assertThat(rows.ofPresence()).isEmpty();
    clock.now = T0.plusSeconds(2);
    keeper.keep();
    assertThat(rows.ofPresence()).hasSize(1);
    clock.now = T0.plusSeconds(3);
    keeper.keep();
    keeper.keep();
    assertThat(rows.ofPresence()).as("nothing new").hasSize(1);
  }

  @Test
  void C04_a_new_model_is_written_at_once() {
    devices.create(DeviceRequest.plain("d"));

    devices.connected("d", "dtmi:com:example:Pump;1");
    devices.connected("d", "dtmi:com:example:Pump;1");

    assertThat(rows.ofPresence()).hasSize(1);
  }

  @Test
  void many_devices_are_written_in_small_batches() {
    for (int i = 0; i < 1200; i++) {
      devices.create(DeviceRequest.plain("d" + i));
      devices.connected("d" + i, "");
    }
    rows.batches.clear();

    keeper.keep();

    assertThat(rows.batches).extracting(List::size).containsExactly(500, 500, 200);
  }

  @Test
  void after_a_restart_nobody_is_connected_and_the_rest_is_as_it_was() {
    var left = new Presence(false, T0, T0.plusSeconds(5), "dtmi:a;1", 0);
    var died = new Presence(true, T0, T0.plusSeconds(5), "", 0);
    var now = T0.plusSeconds(60);

    assertThat(restored(left, "1", "1", now)).isEqualTo(left);
    assertThat(restored(died, "1", "1", now))
        .isEqualTo(new Presence(false, now, T0.plusSeconds(5), "", 0));
    assertThat(restored(left, "1", "2", now)).isEqualTo(Presence.NEVER_SEEN);
    assertThat(restored(Presence.NEVER_SEEN, "1", "1", now)).isEqualTo(Presence.NEVER_SEEN);
  }

  private static Presence restored(Presence kept, String before, String generation, Instant now) {
    return Presence.restored(new JsonObject(kept.toJson(before).encode()), generation, now);
  }

  /** Commits at once and remembers. */
  private static final class Rows implements Store {

    final List<List<Change>> batches = new ArrayList<>();

    @Override
    public Map<RowKey, String> load() {
      return Map.of();
    }

    @Override
    public Future<Void> keep(List<Change> changes) {
      batches.add(changes);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }

    List<Change> ofPresence() {
      return batches.stream()
          .flatMap(List::stream)
          .filter(change -> change.key().kind() == Kind.PRESENCE)
          .toList();
    }
  }

  private static final class Ticking extends Clock {

    Instant now = T0;

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
