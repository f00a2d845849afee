// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.DeviceIdentity;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.twin.Twin;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registry: every device and module, by its {@link IdentityKey}, and every change of one.
 * Callable from any thread; a returned future completes on any thread once the change is durable,
 * or fails with a {@link HubFailure} and then nothing has changed.
 */
public final class Devices {

  private static final int MAX_MODULES = 50;

  private final Ledger ledger;
  private final Clock clock;
  private final RandomGenerator random;
  private final DeviceObserver observer;

  public Devices(Store store, Clock clock, RandomGenerator random, DeviceObserver observer) {
    this.ledger = new Ledger(store);
    this.clock = clock;
    this.random = random;
    this.observer = observer;
  }

  /** Takes in a device or module found in the store; only before the wires open. */
  public void restore(DeviceIdentity identity, Twin twin) {
    var restored = new Device(identity, twin, Presence.NEVER_SEEN);
    ledger.records(identity.key()).compute(identity.key(), none -> restored);
  }

  public Optional<Device> find(String key) {
    return Optional.ofNullable(ledger.records(key).get(key));
  }

  public Device get(String key) {
    return find(key).orElseThrow(() -> ledger.notFound(key));
  }

  /** A device that is not disabled, or a module of one; others are not found. */
  public Device getEnabled(String key) {
    var device = get(key);
    if (!ledger.enabled(device)) {
      throw HubFailure.deviceNotFound(device.identity().deviceId());
    }
    return device;
  }

  /** All devices whose id comes after the given one, ordered by id; null for all. */
  public Stream<Device> after(@Nullable String deviceId) {
    return ledger.devices.after(deviceId);
  }

  /** All modules whose key comes after the given one, ordered by key; null for all. */
  public Stream<Device> modulesAfter(@Nullable String key) {
    return ledger.modules.after(key);
  }

  /** The modules of a device, which must be there. */
  public List<Device> modulesOf(String deviceId) {
    get(deviceId);
    return ledger.modules.below(deviceId).toList();
  }

  /** Registers a device, or a module of one. */
  public Future<Device> create(DeviceRequest request) {
    return IdentityKey.isModule(request.key()) ? createModule(request) : createRecord(request);
  }

  private Future<Device> createModule(DeviceRequest request) {
    var deviceId = IdentityKey.deviceId(request.key());
    return ledger.beside(
        deviceId,
        () ->
            ledger.modules.below(deviceId).count() < MAX_MODULES
                ? createRecord(request)
                : Future.failedFuture(
                    new HubFailure(Code.TOO_MANY_MODULES, "A device has at most 50 modules")));
  }

  private Future<Device> createRecord(DeviceRequest request) {
    return ledger
        .change(
            request.key(),
            (present, pen) -> {
              if (present != null) {
                throw exists(request.key());
              }
              var identity = DeviceIdentity.create(request, random);
              var device = new Device(identity, Twin.fresh(clock.instant()), Presence.NEVER_SEEN);
              pen.keep(identityRow(device), twinRow(device));
              return device;
            })
        .map(Optional::orElseThrow);
  }

  public Future<Device> update(DeviceRequest request, Precondition precondition) {
    return ledger
        .changeExisting(
            request.key(),
            (present, pen) -> {
              precondition.check(request.key(), present.identity().etag());
              var device = present.with(present.identity().update(request, clock.instant()));
              pen.keep(identityRow(device));
              if (!request.enabled()) {
                pen.then(() -> disabled(request.key()));
              }
              return device;
            })
        .map(Optional::orElseThrow);
  }

  /** Deletes identity, twin and whatever the observer keeps, of a device with all its modules. */
  public Future<Void> delete(String key, Precondition precondition) {
    return ledger
        .changeExisting(
            key,
            (present, pen) -> {
              precondition.check(key, present.identity().etag());
              ledger
                  .modules
                  .below(key)
                  .forEach(module -> deleteModule(module.identity().key(), pen));
              deleted(key, pen);
              return null;
            })
        .mapEmpty();
  }

  private void deleteModule(String key, Pen pen) {
    ledger.modules.compute(
        key,
        module -> {
          deleted(key, pen);
          return null;
        });
  }

  private void deleted(String key, Pen pen) {
    pen.keep(
        Change.delete(Kind.IDENTITY, key),
        Change.delete(Kind.TWIN, key),
        Change.delete(Kind.SESSION, key));
    pen.then(() -> observer.barred(key, true));
  }

  private void disabled(String deviceId) {
    observer.barred(deviceId, false);
    ledger.modules.below(deviceId).forEach(m -> observer.barred(m.identity().key(), false));
  }

  /** Changes tags and desired properties by merging. */
  public Future<Device> mergeTwin(String key, ServicePatch patch, Precondition precondition) {
    var desired = patch.desired();
    return changeByService(
        key,
        precondition,
        twin -> twin.merge(patch, clock.instant()),
        twin -> desired == null ? null : twin.desired().notice(desired));
  }

  /** Replaces tags and desired properties. */
  public Future<Device> replaceTwin(String key, ServicePatch whole, Precondition precondition) {
    return changeByService(
        key,
        precondition,
        twin -> twin.replace(whole, clock.instant()),
        twin -> twin.desired().forDevice());
  }

  /** Merges what a device reports; expected is the reported version it builds on, null for any. */
  public Future<Device> report(String key, JsonObject patch, @Nullable Integer expected) {
    return ledger
        .changeExisting(
            key,
            (present, pen) -> {
              var device = present.with(present.twin().report(patch, expected, clock.instant()));
              pen.keep(twinRow(device));
              return device.with(device.presence().active(clock.instant()));
            })
        .map(Optional::orElseThrow);
  }

  /** Whether the device, or the module with its device, is there and not disabled. */
  public boolean mayConnect(String key) {
    return find(key).filter(ledger::enabled).isPresent();
  }

  /** Marks a device connected, unless it was deleted or disabled meanwhile; false then. */
  public boolean connected(String key, String modelId) {
    var device =
        ledger
            .records(key)
            .computeIfPresent(
                key,
                present ->
                    ledger.enabled(present)
                        ? present.with(present.presence().connected(modelId, clock.instant()))
                        : present);
    return device != null && ledger.enabled(device);
  }

  public void disconnected(String key) {
    presence(key, presence -> presence.disconnected(clock.instant()));
  }

  public void active(String key) {
    presence(key, presence -> presence.active(clock.instant()));
  }

  private void presence(String key, UnaryOperator<Presence> next) {
    ledger.records(key).computeIfPresent(key, here -> here.with(next.apply(here.presence())));
  }

  private Future<Device> changeByService(
      String key,
      Precondition precondition,
      UnaryOperator<Twin> next,
      Function<Twin, @Nullable JsonObject> notice) {
    return ledger
        .changeExisting(
            key,
            (present, pen) -> {
              precondition.check(key, present.twin().etag());
              var device = present.with(next.apply(present.twin()));
              pen.keep(twinRow(device));
              var patch = notice.apply(device.twin());
              if (patch != null) {
                var version = device.twin().desired().version();
                pen.then(() -> observer.desiredChanged(key, patch, version));
              }
              return device;
            })
        .map(Optional::orElseThrow);
  }

  private static HubFailure exists(String key) {
    return IdentityKey.isModule(key)
        ? new HubFailure(Code.MODULE_EXISTS, "Module already exists on the device")
        : new HubFailure(Code.DEVICE_EXISTS, "Device already exists");
  }

  private static Change identityRow(Device device) {
    var identity = device.identity();
    return Change.put(Kind.IDENTITY, identity.key(), () -> identity.toJson().encode());
  }

  private static Change twinRow(Device device) {
    var twin = device.twin();
    return Change.put(Kind.TWIN, device.identity().key(), () -> twin.toJson().encode());
  }
}
