// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.DeviceIdentity;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.twin.Twin;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registry: every device and module by its {@link io.firmcast.localhub.identity.IdentityKey},
 * and every change of one. Callable from any thread; a returned future completes on any thread once
 * the change is durable, or fails with a {@link HubFailure} and then nothing has changed.
 */
public final class Devices {

  private final Ledger ledger;
  private final IdentityChanges identities;
  private final TwinChanges twins;
  private final Clock clock;

  public Devices(
      Store store,
      Clock clock,
      RandomGenerator random,
      DeviceObserver observer,
      Follower follower) {
    this.ledger = new Ledger(store, observer, follower);
    this.identities = new IdentityChanges(ledger, clock, random);
    this.twins = new TwinChanges(ledger, clock);
    this.clock = clock;
  }

  /** Takes in a device or module found in the store; only before the wires open. */
  public void restore(DeviceIdentity identity, Twin twin) {
    ledger.records(identity.key()).restore(new Device(identity, twin, Presence.NEVER_SEEN));
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

  /** How many devices there are, without their modules. */
  public int count() {
    return ledger.devices.count();
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

  /** Looks at one device or module (null if there is none) while it is locked against changes. */
  public void visit(String key, Consumer<@Nullable Device> visitor) {
    ledger.records(key).visit(key, visitor);
  }

  /** Registers a device, or a module of one. */
  public Future<Device> create(DeviceRequest request) {
    return create(request, ServicePatch.EMPTY);
  }

  /** The same, with tags and desired properties from the start. */
  public Future<Device> create(DeviceRequest request, ServicePatch content) {
    return identities.create(request, content);
  }

  public Future<Device> update(DeviceRequest request, Precondition precondition) {
    return identities.update(request, precondition);
  }

  /** Deletes identity, twin and whatever the observer keeps, of a device with all its modules. */
  public Future<Void> delete(String key, Precondition precondition) {
    return identities.delete(key, precondition);
  }

  /** Changes tags and desired properties by merging. */
  public Future<Device> mergeTwin(String key, ServicePatch patch, Precondition precondition) {
    return twins.merge(key, patch, precondition);
  }

  /** Replaces tags and desired properties. */
  public Future<Device> replaceTwin(String key, ServicePatch whole, Precondition precondition) {
    return twins.replace(key, whole, precondition);
  }

  /** Merges what a device reports; expected is the reported version it builds on, null for any. */
  public Future<Device> report(String key, JsonObject patch, @Nullable Integer expected) {
    return twins.report(key, patch, expected);
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
            .changeIfPresent(
                key,
                here ->
                    ledger.enabled(here)
                        ? arrived(here.with(here.presence().connected(modelId, clock.instant())))
                        : here);
    return device != null && ledger.enabled(device);
  }

  public void disconnected(String key) {
    ledger
        .records(key)
        .changeIfPresent(
            key, here -> left(here.with(here.presence().disconnected(clock.instant()))));
  }

  public void active(String key) {
    ledger.records(key).touch(key, here -> here.with(here.presence().active(clock.instant())));
  }

  /** Asks anew how many messages wait for a device, while it is locked against changes. */
  public void recount(String key, ToIntFunction<String> waiting) {
    ledger
        .records(key)
        .changeIfPresent(key, here -> here.with(here.presence().waiting(waiting.applyAsInt(key))));
  }

  private Device arrived(Device device) {
    ledger.tellInTurn(() -> new DeviceFact.Connected(device, device.presence().since()));
    return device;
  }

  private Device left(Device device) {
    ledger.tellInTurn(() -> new DeviceFact.Disconnected(device, device.presence().since()));
    return device;
  }
}
