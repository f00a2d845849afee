// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices and their modules, the one door to a durable change of a record, and who is told of it.
 * Where both are locked, the device is locked before its modules.
 */
final class Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  final Records devices;
  final Records modules;
  final DeviceObserver observer;
  private final Store store;

  Ledger(Store store, DeviceObserver observer, Follower follower) {
    this.devices = new Records(follower);
    this.modules = new Records(follower);
    this.store = store;
    this.observer = observer;
  }

  Records records(String key) {
    return IdentityKey.isModule(key) ? modules : devices;
  }

  /** A module has no status of its own: it is as enabled as its device. */
  boolean enabled(Device device) {
    if (!IdentityKey.isModule(device.identity().key())) {
      return device.identity().enabled();
    }
    var owner = devices.get(device.identity().deviceId());
    return owner != null && owner.identity().enabled();
  }

  HubFailure notFound(String key) {
    var deviceId = IdentityKey.deviceId(key);
    return IdentityKey.isModule(key) && devices.get(deviceId) != null
        ? HubFailure.moduleNotFound(key)
        : HubFailure.deviceNotFound(deviceId);
  }

  /** Changes a record, which stays locked until the store has been told. */
  Future<Optional<Device>> change(String key, Edit edit) {
    var pen = new Pen(store);
    try {
      var changed = records(key).change(key, present -> pen.write(edit, present));
      return pen.done().map(durable -> Optional.ofNullable(changed));
    } catch (HubFailure refused) {
      return Future.failedFuture(refused);
    }
  }

  Future<Optional<Device>> changeExisting(String key, Edit.OfExisting edit) {
    return change(
        key,
        (present, pen) -> {
          if (present == null) {
            throw notFound(key);
          }
          return edit.apply(present, pen);
        });
  }

  /**
   * Adds a module while its device is locked, or the device could be deleted meanwhile and leave
   * its module behind; fails if there is no such device.
   */
  Future<Device> beside(String deviceId, Supplier<Future<Device>> addition) {
    var added = new AtomicReference<@Nullable Future<Device>>();
    devices.visit(
        deviceId,
        device -> {
          if (device != null) {
            added.set(addition.get());
          }
        });
    var done = added.get();
    return done == null ? Future.failedFuture(notFound(deviceId)) : done;
  }

  /** Without anybody waiting for it: a crash may forget it. */
  void keepPresence(Device device) {
    store
        .keep(List.of(PresenceKeeper.row(device)))
        .onFailure(cause -> LOG.warn("presence not kept", cause));
  }

  void tell(Pen pen, Supplier<DeviceFact> fact) {
    if (observer.wantsFacts()) {
      pen.then(() -> observer.happened(fact.get()));
    }
  }

  /** Of what is not kept: through the store all the same, behind the changes that came before. */
  void tellInTurn(Supplier<DeviceFact> fact) {
    if (observer.wantsFacts()) {
      store.keep(List.of()).onComplete(kept -> observer.happened(fact.get()));
    }
  }
}
