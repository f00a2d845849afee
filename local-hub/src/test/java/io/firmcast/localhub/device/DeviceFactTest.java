// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.device.DeviceFact.Author;
import io.firmcast.localhub.device.DeviceFact.Connected;
import io.firmcast.localhub.device.DeviceFact.Created;
import io.firmcast.localhub.device.DeviceFact.Deleted;
import io.firmcast.localhub.device.DeviceFact.Disconnected;
import io.firmcast.localhub.device.DeviceFact.TwinChanged;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.store.SqliteStore;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry tells of its devices. */
class DeviceFactTest {

  private final Facts facts = new Facts();
  private final Devices devices = devices(Store.none());

  @Test
  void every_kind_of_change_is_told_with_the_device_it_led_to() {
    devices.create(DeviceRequest.plain("d"));
    devices.connected("d", "");
    devices.mergeTwin("d", new ServicePatch(json("{\"t\":1}"), null), Precondition.NONE);
    devices.report("d", json("{\"r\":1}"), null);
    devices.replaceTwin("d", new ServicePatch(null, json("{\"a\":1}")), Precondition.NONE);
    devices.disconnected("d");
    devices.delete("d", Precondition.NONE);

    assertThat(facts.seen)
        .extracting(Object::getClass)
        .isEqualTo(
            List.of(
                Created.class,
                Connected.class,
                TwinChanged.class,
                TwinChanged.class,
                TwinChanged.class,
                Disconnected.class,
                Deleted.class));
    var changes = facts.changes();
    assertThat(changes)
        .extracting(TwinChanged::author)
        .containsExactly(Author.SERVICE_MERGE, Author.DEVICE_PATCH, Author.SERVICE_REPLACE);
    assertThat(changes.get(0).patch().tags()).isEqualTo(json("{\"t\":1}"));
    assertThat(changes.get(1).patch().reported()).isEqualTo(json("{\"r\":1}"));
    assertThat(changes.get(2).patch().desired()).isEqualTo(json("{\"a\":1}"));
    assertThat(facts.seen.get(1).device().presence().connected()).isTrue();
    assertThat(facts.seen.get(5).device().presence().connected()).isFalse();
    assertThat(facts.seen.get(6).device().twin()).isEqualTo(changes.get(2).device().twin());
  }

  @Test
  void a_refused_change_is_not_told() {
    devices.create(DeviceRequest.plain("d"));

    devices.report("d", json("{\"a.b\":1}"), null);
    devices.create(DeviceRequest.plain("d"));
    devices.delete("nobody", Precondition.NONE);
    devices.connected("nobody", "");

    assertThat(facts.seen).hasSize(1);
  }

  @Test
  void versions_are_told_in_order_whatever_threads_change_the_twin(@TempDir Path data)
      throws SQLException {
    var store = SqliteStore.open(data.resolve("db"));
    var kept = devices(store);
    kept.create(DeviceRequest.plain("d"));

    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            i -> {
              kept.connected("d", "m" + i);
              kept.report("d", json("{\"n\":" + i + "}"), null);
            });
    store.close().toCompletionStage().toCompletableFuture().join();

    assertThat(facts.seen).hasSize(2001);
    assertThat(facts.seen)
        .extracting(fact -> fact.device().twin().version())
        .as("the connections, too, in the order of the changes around them")
        .isSorted();
  }

  @Test
  void nothing_is_prepared_for_those_who_do_not_want_to_know() {
    facts.wanted = false;

    devices.create(DeviceRequest.plain("d"));
    devices.connected("d", "");

    assertThat(facts.seen).isEmpty();
  }

  private Devices devices(Store store) {
    var observer = DeviceObserver.all(List.of(new DeviceObserver() {}, facts));
    return new Devices(
        store, Clock.systemUTC(), new Random(1), observer, (key, before, after) -> {});
  }

  private static JsonObject json(String text) {
    return new JsonObject(text);
  }

  /** Notes what it is told. */
  private static final class Facts implements DeviceObserver {

    final List<DeviceFact> seen = Collections.synchronizedList(new ArrayList<>());
    boolean wanted = true;

    @Override
    public boolean wantsFacts() {
      return wanted;
    }

    @Override
    public void happened(DeviceFact fact) {
      seen.add(fact);
    }

    List<TwinChanged> changes() {
      return seen.stream()
          .filter(TwinChanged.class::isInstance)
          .map(TwinChanged.class::cast)
          .toList();
    }
  }
}
