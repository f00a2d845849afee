// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.DeviceIdentity;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.twin.Twin;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Registers, changes and deletes devices and modules. */
final class IdentityChanges {

  private static final int MAX_MODULES = 50;

  private final Ledger ledger;
  private final Clock clock;
  private final RandomGenerator random;

  IdentityChanges(Ledger ledger, Clock clock, RandomGenerator random) {
    this.ledger = ledger;
    this.clock = clock;
    this.random = random;
  }

  Future<Device> create(DeviceRequest request, ServicePatch content) {
    return IdentityKey.isModule(request.key())
        ? createModule(request, content)
        : createRecord(request, content);
  }

  private Future<Device> createModule(DeviceRequest request, ServicePatch content) {
    var deviceId = IdentityKey.deviceId(request.key());
    return ledger.beside(
        deviceId,
        () ->
            ledger.modules.below(deviceId).count() < MAX_MODULES
                ? createRecord(request, content)
                : Future.failedFuture(
                    new HubFailure(Code.TOO_MANY_MODULES, "A device has at most 50 modules")));
  }

  private Future<Device> createRecord(DeviceRequest request, ServicePatch content) {
    return ledger
        .change(
            request.key(),
            (present, pen) -> {
              if (present != null) {
                throw exists(request.key());
              }
              var now = clock.instant();
              var identity = DeviceIdentity.create(request, random);
              var device = new Device(identity, Twin.fresh(content, now), Presence.NEVER_SEEN);
              pen.keep(row(device), TwinChanges.row(device));
              ledger.tell(pen, () -> new DeviceFact.Created(device, now));
              return device;
            })
        .map(Optional::orElseThrow);
  }

  Future<Device> update(DeviceRequest request, Precondition precondition) {
    return ledger
        .changeExisting(
            request.key(),
            (present, pen) -> {
              precondition.check(request.key(), present.identity().etag());
              var device = present.with(present.identity().update(request, clock.instant()));
              pen.keep(row(device));
              if (!request.enabled()) {
                pen.then(() -> disabled(request.key()));
              }
              return device;
            })
        .map(Optional::orElseThrow);
  }

  Future<Void> delete(String key, Precondition precondition) {
    return ledger
        .changeExisting(
            key,
            (present, pen) -> {
              precondition.check(key, present.identity().etag());
              var now = clock.instant();
              ledger.modules.below(key).forEach(module -> deleteModule(module, now, pen));
              deleted(present, now, pen);
              return null;
            })
        .mapEmpty();
  }

  private void deleteModule(Device module, Instant now, Pen pen) {
    ledger.modules.change(
        module.identity().key(),
        present -> {
          if (present != null) {
            deleted(present, now, pen);
          }
          return null;
        });
  }

  private void deleted(Device device, Instant now, Pen pen) {
    var key = device.identity().key();
    pen.keep(
        Change.delete(Kind.IDENTITY, key),
        Change.delete(Kind.TWIN, key),
        Change.delete(Kind.SESSION, key));
    pen.then(() -> ledger.observer.barred(key, true));
    ledger.tell(pen, () -> new DeviceFact.Deleted(device, now));
  }

  private void disabled(String deviceId) {
    ledger.observer.barred(deviceId, false);
    ledger.modules.below(deviceId).forEach(m -> ledger.observer.barred(m.identity().key(), false));
  }

  private static HubFailure exists(String key) {
    return IdentityKey.isModule(key)
        ? new HubFailure(Code.MODULE_EXISTS, "Module already exists on the device")
        : new HubFailure(Code.DEVICE_EXISTS, "Device already exists");
  }

  private static Change row(Device device) {
    var identity = device.identity();
    return Change.put(Kind.IDENTITY, identity.key(), () -> identity.toJson().encode());
  }
}
