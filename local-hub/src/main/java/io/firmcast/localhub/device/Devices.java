// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.device.DeviceFact.Author;
import io.firmcast.localhub.device.DeviceFact.TwinChanged;
import io.firmcast.localhub.device.DeviceFact.TwinPatch;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.DeviceIdentity;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.twin.Twin;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registry: every device and every change of one. Callable from any thread; a returned future
 * completes on any thread once the change is durable, or fails with a {@link HubFailure} and then
 * nothing has changed.
 */
public final class Devices {

  private final Map<String, Device> byId = new ConcurrentHashMap<>();
  // Queries page by id; the map has no order.
  private final NavigableSet<String> ids = new ConcurrentSkipListSet<>();
  private final Store store;
  private final Clock clock;
  private final RandomGenerator random;
  private final DeviceObserver observer;
  private final Follower follower;

  public Devices(
      Store store,
      Clock clock,
      RandomGenerator random,
      DeviceObserver observer,
      Follower follower) {
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.observer = observer;
    this.follower = follower;
  }

  /** Takes in a device found in the store; only before the wires open. */
  public void restore(DeviceIdentity identity, Twin twin) {
    byId.put(identity.deviceId(), new Device(identity, twin, Presence.NEVER_SEEN));
    ids.add(identity.deviceId());
  }

  public Optional<Device> find(String deviceId) {
    return Optional.ofNullable(byId.get(deviceId));
  }

  public Device get(String deviceId) {
    return find(deviceId).orElseThrow(() -> HubFailure.deviceNotFound(deviceId));
  }

  /** All devices whose id comes after the given one, ordered by id; null for all. */
  public Stream<Device> after(@Nullable String deviceId) {
    var rest = deviceId == null ? ids : ids.tailSet(deviceId, false);
    return rest.stream().map(byId::get).filter(Objects::nonNull);
  }

  /** Looks at one device (null if there is none) while it is locked against changes. */
  public void visit(String deviceId, Consumer<@Nullable Device> visitor) {
    byId.compute(
        deviceId,
        (id, present) -> {
          visitor.accept(present);
          return present;
        });
  }

  public Future<Device> create(DeviceRequest request) {
    return change(
            request.deviceId(),
            (present, pen) -> {
              if (present != null) {
                throw new HubFailure(Code.DEVICE_EXISTS, "Device already exists");
              }
              var now = clock.instant();
              var identity = DeviceIdentity.create(request, random);
              var device = new Device(identity, Twin.fresh(now), Presence.NEVER_SEEN);
              ids.add(identity.deviceId());
              pen.keep(identityRow(device), twinRow(device));
              tell(pen, () -> new DeviceFact.Created(device, now));
              return device;
            })
        .map(Optional::orElseThrow);
  }

  public Future<Device> update(DeviceRequest request, Precondition precondition) {
    return changeExisting(
            request.deviceId(),
            (present, pen) -> {
              precondition.check(request.deviceId(), present.identity().etag());
              var device = present.with(present.identity().update(request, clock.instant()));
              pen.keep(identityRow(device));
              if (!request.enabled()) {
                pen.then(() -> observer.barred(request.deviceId(), false));
              }
              return device;
            })
        .map(Optional::orElseThrow);
  }

  /** Deletes identity, twin and whatever the observer keeps for the device. */
  public Future<Void> delete(String deviceId, Precondition precondition) {
    return changeExisting(
            deviceId,
            (present, pen) -> {
              precondition.check(deviceId, present.identity().etag());
              ids.remove(deviceId);
              pen.keep(
                  Change.delete(Kind.IDENTITY, deviceId),
                  Change.delete(Kind.TWIN, deviceId),
                  Change.delete(Kind.SESSION, deviceId));
              pen.then(() -> observer.barred(deviceId, true));
              var now = clock.instant();
              tell(pen, () -> new DeviceFact.Deleted(present, now));
              return null;
            })
        .mapEmpty();
  }

  /** Changes tags and desired properties by merging. */
  public Future<Device> mergeTwin(String deviceId, ServicePatch patch, Precondition precondition) {
    var desired = patch.desired();
    return changeByService(
        deviceId,
        precondition,
        Author.SERVICE_MERGE,
        patch,
        (twin, now) -> twin.merge(patch, now),
        twin -> desired == null ? null : twin.desired().notice(desired));
  }

  /** Replaces tags and desired properties. */
  public Future<Device> replaceTwin(
      String deviceId, ServicePatch whole, Precondition precondition) {
    return changeByService(
        deviceId,
        precondition,
        Author.SERVICE_REPLACE,
        whole,
        (twin, now) -> twin.replace(whole, now),
        twin -> twin.desired().forDevice());
  }

  /** Merges what a device reports; expected is the reported version it builds on, null for any. */
  public Future<Device> report(String deviceId, JsonObject patch, @Nullable Integer expected) {
    return changeExisting(
            deviceId,
            (present, pen) -> {
              var now = clock.instant();
              var device =
                  present
                      .with(present.twin().report(patch, expected, now))
                      .with(present.presence().active(now));
              pen.keep(twinRow(device));
              var asked = new TwinPatch(null, null, patch);
              tell(pen, () -> new TwinChanged(device, now, Author.DEVICE_PATCH, asked));
              return device;
            })
        .map(Optional::orElseThrow);
  }

  /** Marks a device connected, unless it was deleted or disabled meanwhile; false then. */
  public boolean connected(String deviceId, String modelId) {
    var device =
        byId.computeIfPresent(
            deviceId,
            (id, present) ->
                present.identity().enabled()
                    ? arrived(
                        present,
                        present.with(present.presence().connected(modelId, clock.instant())))
                    : present);
    return device != null && device.identity().enabled();
  }

  public void disconnected(String deviceId) {
    byId.computeIfPresent(
        deviceId,
        (id, here) -> left(here, here.with(here.presence().disconnected(clock.instant()))));
  }

  /** The device was heard of; comes with every message, so that no follower is told. */
  public void active(String deviceId) {
    byId.computeIfPresent(
        deviceId, (id, here) -> here.with(here.presence().active(clock.instant())));
  }

  /** Asks anew how many messages wait for a device, while it is locked against changes. */
  public void recount(String deviceId, ToIntFunction<String> waiting) {
    byId.computeIfPresent(
        deviceId,
        (id, here) -> {
          var device = here.with(here.presence().waiting(waiting.applyAsInt(id)));
          follower.changed(id, here, device);
          return device;
        });
  }

  private Device arrived(Device before, Device device) {
    follower.changed(device.identity().deviceId(), before, device);
    tellInTurn(() -> new DeviceFact.Connected(device, device.presence().since()));
    return device;
  }

  private Device left(Device before, Device device) {
    follower.changed(device.identity().deviceId(), before, device);
    tellInTurn(() -> new DeviceFact.Disconnected(device, device.presence().since()));
    return device;
  }

  private Future<Device> changeByService(
      String deviceId,
      Precondition precondition,
      Author author,
      ServicePatch asked,
      BiFunction<Twin, Instant, Twin> next,
      Function<Twin, @Nullable JsonObject> notice) {
    return changeExisting(
            deviceId,
            (present, pen) -> {
              precondition.check(deviceId, present.twin().etag());
              var now = clock.instant();
              var device = present.with(next.apply(present.twin(), now));
              pen.keep(twinRow(device));
              var patch = notice.apply(device.twin());
              if (patch != null) {
                var version = device.twin().desired().version();
                pen.then(() -> observer.desiredChanged(deviceId, patch, version));
              }
              var sections = new TwinPatch(asked.tags(), asked.desired(), null);
              tell(pen, () -> new TwinChanged(device, now, author, sections));
              return device;
            })
        .map(Optional::orElseThrow);
  }

  private Future<Optional<Device>> changeExisting(String deviceId, Edit.OfExisting edit) {
    return change(
        deviceId,
        (present, pen) -> {
          if (present == null) {
            throw HubFailure.deviceNotFound(deviceId);
          }
          return edit.apply(present, pen);
        });
  }

  /** The one door to a change: the device's record stays locked until the store has been told. */
  private Future<Optional<Device>> change(String deviceId, Edit edit) {
    var pen = new Pen(store);
    try {
      var changed =
          byId.compute(
              deviceId,
              (id, present) -> {
                var after = pen.write(edit, present);
                follower.changed(id, present, after);
                return after;
              });
      return pen.done().map(durable -> Optional.ofNullable(changed));
    } catch (HubFailure refused) {
      return Future.failedFuture(refused);
    }
  }

  private void tell(Pen pen, Supplier<DeviceFact> fact) {
    if (observer.wantsFacts()) {
      pen.then(() -> observer.happened(fact.get()));
    }
  }

  /** Of what is not kept: through the store all the same, behind the changes that came before. */
  private void tellInTurn(Supplier<DeviceFact> fact) {
    if (observer.wantsFacts()) {
      store.keep(List.of()).onComplete(kept -> observer.happened(fact.get()));
    }
  }

  private static Change identityRow(Device device) {
    var identity = device.identity();
    return Change.put(Kind.IDENTITY, identity.deviceId(), () -> identity.toJson().encode());
  }

  private static Change twinRow(Device device) {
    var twin = device.twin();
    return Change.put(Kind.TWIN, device.identity().deviceId(), () -> twin.toJson().encode());
  }
}
