// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.CredentialsRequest;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DevicesTest {

  private final SlowStore store = new SlowStore();
  private final Notices notices = new Notices();
  private final Devices devices =
      new Devices(store, Clock.systemUTC(), new Random(1), notices, (key, before, after) -> {});

  @Test
  void nothing_is_acknowledged_nor_noticed_before_it_is_durable() {
    created("d");

    var change = devices.mergeTwin("d", desired("{\"a\":1}"), Precondition.NONE);

    assertThat(change.isComplete()).isFalse();
    assertThat(notices.seen).isEmpty();
    store.commit();
    assertThat(change.succeeded()).isTrue();
    assertThat(notices.seen).containsExactly("d 2 {\"a\":1,\"$version\":2}");
  }

  @Test
  void a_change_that_cannot_be_kept_fails_and_is_not_noticed() {
    created("d");
    var change = devices.mergeTwin("d", desired("{\"a\":1}"), Precondition.NONE);

    store.fail();

    assertThat(change.failed()).isTrue();
    assertThat(notices.seen).isEmpty();
  }

  @Test
  void a_refused_change_changes_and_keeps_nothing() {
    created("d");
    var before = devices.get("d");

    var refused = devices.report("d", new JsonObject("{\"a.b\":1}"), null);

    assertThat(((HubFailure) refused.cause()).code()).isEqualTo(Code.ARGUMENT_INVALID);
    assertThat(devices.get("d")).isEqualTo(before);
    assertThat(store.waiting).isEmpty();
  }

  @Test
  void notices_keep_the_order_of_versions_whatever_threads_change_the_device() {
    var quick =
        new Devices(
            Store.none(), Clock.systemUTC(), new Random(1), notices, (key, before, after) -> {});
    quick.create(DeviceRequest.plain("d"));

    IntStream.range(0, 2000)
        .parallel()
        .forEach(i -> quick.mergeTwin("d", desired("{\"n\":" + i + "}"), Precondition.NONE));

    assertThat(notices.versions).hasSize(2000).isSorted().doesNotHaveDuplicates();
    assertThat(quick.get("d").twin().desired().version()).isEqualTo(2001);
  }

  @Test
  void reports_of_many_threads_are_all_counted() {
    var quick =
        new Devices(
            Store.none(), Clock.systemUTC(), new Random(1), notices, (key, before, after) -> {});
    quick.create(DeviceRequest.plain("d"));

    IntStream.range(0, 500)
        .parallel()
        .forEach(i -> quick.report("d", new JsonObject().put("k" + i, i), null));

    assertThat(quick.get("d").twin().reported().forDevice().size()).isEqualTo(501);
  }

  @Test
  void create_and_delete_at_the_same_time_leave_the_order_complete() {
    var quick =
        new Devices(
            Store.none(), Clock.systemUTC(), new Random(1), notices, (key, before, after) -> {});

    IntStream.range(0, 4000)
        .parallel()
        .forEach(
            i -> {
              if (i % 2 == 0) {
                quick.create(DeviceRequest.plain("d" + i % 10));
              } else {
                quick.delete("d" + (i - 1) % 10, Precondition.NONE);
              }
            });

    var listed = quick.after(null).map(device -> device.identity().deviceId()).toList();
    var found =
        IntStream.range(0, 10).mapToObj(i -> "d" + i).filter(id -> quick.find(id).isPresent());
    assertThat(listed).isEqualTo(found.toList());
  }

  @Test
  void R15_a_deleted_device_leaves_no_row_and_is_barred() {
    created("d");

    devices.delete("d", Precondition.NONE);
    var rows = store.waiting.get(0);
    store.commit();

    assertThat(rows).allMatch(change -> change.text() == null).hasSize(4);
    assertThat(notices.seen).containsExactly("d barred true");
    assertThat(devices.connected("d", "")).isFalse();
  }

  @Test
  void C21_a_disabled_device_is_barred_and_cannot_come_back() {
    created("d");
    assertThat(devices.connected("d", "")).isTrue();

    devices.update(
        new DeviceRequest("d", false, null, CredentialsRequest.ANY, false), Precondition.NONE);
    store.commit();

    assertThat(notices.seen).containsExactly("d barred false");
    assertThat(devices.connected("d", "")).isFalse();
  }

  @Test
  void X08_a_module_needs_its_device_and_goes_with_it() {
    var orphan = devices.create(DeviceRequest.plain("d/m"));
    created("d");
    created("d-");
    created("d0");
    created("d/m");
    created("d-/m");

    assertThat(((HubFailure) orphan.cause()).code()).isEqualTo(Code.DEVICE_NOT_FOUND);
    assertThat(keys(devices.modulesOf("d"))).containsExactly("d/m");
    assertThat(keys(devices.after(null).toList())).containsExactly("d", "d-", "d0");
    devices.delete("d", Precondition.NONE);
    store.commit();
    assertThat(keys(devices.modulesAfter(null).toList())).containsExactly("d-/m");
    assertThat(notices.seen).containsExactly("d/m barred true", "d barred true");
    assertThat(code(() -> devices.get("d/m"))).isEqualTo(Code.DEVICE_NOT_FOUND);
  }

  @Test
  void X08_a_module_is_as_enabled_as_its_device() {
    created("d");
    created("d/m");
    assertThat(devices.connected("d/m", "")).isTrue();

    devices.update(
        new DeviceRequest("d", false, null, CredentialsRequest.ANY, false), Precondition.NONE);
    store.commit();

    assertThat(notices.seen).containsExactly("d barred false", "d/m barred false");
    assertThat(devices.connected("d/m", "")).isFalse();
    assertThat(devices.mayConnect("d/m")).isFalse();
    assertThat(code(() -> devices.getEnabled("d/m"))).isEqualTo(Code.DEVICE_NOT_FOUND);
  }

  @Test
  void X08_a_device_has_at_most_50_modules() {
    created("d");
    IntStream.range(0, 50).forEach(i -> created("d/m" + i));

    var refused = devices.create(DeviceRequest.plain("d/one-more"));

    assertThat(((HubFailure) refused.cause()).code()).isEqualTo(Code.TOO_MANY_MODULES);
    assertThat(devices.modulesOf("d")).hasSize(50);
  }

  @Test
  void X08_no_module_outlives_its_device_whatever_threads_create_and_delete() {
    var quick =
        new Devices(
            Store.none(), Clock.systemUTC(), new Random(1), notices, (key, before, after) -> {});

    IntStream.range(0, 6000)
        .parallel()
        .forEach(
            i -> {
              switch (i % 3) {
                case 0 -> quick.create(DeviceRequest.plain("d"));
                case 1 -> quick.create(DeviceRequest.plain("d/m" + i % 7));
                default -> quick.delete("d", Precondition.NONE);
              }
            });

    quick.delete("d", Precondition.NONE);
    assertThat(quick.modulesAfter(null)).isEmpty();
  }

  private static List<String> keys(List<Device> devices) {
    return devices.stream().map(device -> device.identity().key()).toList();
  }

  private static Code code(ThrowingCallable refused) {
    return catchThrowableOfType(HubFailure.class, refused).code();
  }

  private void created(String deviceId) {
    devices.create(DeviceRequest.plain(deviceId));
    store.commit();
  }

  private static ServicePatch desired(String patch) {
    return new ServicePatch(null, new JsonObject(patch));
  }

  /** Commits when told to. */
  private static final class SlowStore implements Store {

    final List<List<Change>> waiting = new ArrayList<>();
    private final List<Promise<Void>> promises = new ArrayList<>();

    @Override
    public Map<RowKey, String> load() {
      return Map.of();
    }

    @Override
    public Future<Void> keep(List<Change> changes) {
      waiting.add(changes);
      Promise<Void> promise = Promise.promise();
      promises.add(promise);
      return promise.future();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }

    void commit() {
      promises.forEach(Promise::tryComplete);
      waiting.clear();
    }

    void fail() {
      promises.forEach(promise -> promise.tryFail("disk full"));
    }
  }

  /** Notes what it is told. */
  private static final class Notices implements DeviceObserver {

    final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> versions = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void desiredChanged(String deviceId, JsonObject patch, int version) {
      seen.add(deviceId + " " + version + " " + patch.encode());
      versions.add(version);
    }

    @Override
    public void barred(String deviceId, boolean deleted) {
      seen.add(deviceId + " barred " + deleted);
    }
  }
}
