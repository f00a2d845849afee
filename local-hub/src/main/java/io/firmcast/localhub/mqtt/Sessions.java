// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The subscriptions of devices that connect with clean session 0, kept while they are away and
 * across restarts of the hub: the Java SDK does not subscribe again after a reconnect, so methods
 * and desired properties would silently stop without them.
 */
public final class Sessions {

  private final Map<String, Set<Subscription>> byDevice = new ConcurrentHashMap<>();
  private final Store store;
  private final Predicate<String> registered;

  /**
   * @param registered whether there is a device or module of a key
   */
  public Sessions(Store store, Predicate<String> registered) {
    this.store = store;
    this.registered = registered;
  }

  /** Takes in a session found in the store; only before the wires open. */
  public void restore(String deviceId, String text) {
    var names = new JsonArray(text).stream().map(Object::toString);
    byDevice.put(deviceId, names.map(Subscription::valueOf).collect(Collectors.toSet()));
  }

  Optional<Set<Subscription>> find(String deviceId) {
    return Optional.ofNullable(byDevice.get(deviceId)).map(Set::copyOf);
  }

  /**
   * Completes when the subscriptions are durable. A device that is deleted meanwhile leaves nothing
   * behind, or the next one of its name would begin with this session.
   */
  Future<Void> save(String deviceId, Set<Subscription> subscriptions) {
    var names = new TreeSet<>(subscriptions).stream().map(Enum::name).toList();
    byDevice.put(deviceId, Set.copyOf(subscriptions));
    var kept =
        store.keep(
            List.of(Change.put(Kind.SESSION, deviceId, () -> new JsonArray(names).encode())));
    if (registered.test(deviceId)) {
      return kept;
    }
    byDevice.remove(deviceId);
    return store.keep(List.of(Change.delete(Kind.SESSION, deviceId)));
  }

  /** Ends a session, because the device wants a clean one. */
  Future<Void> discard(String deviceId) {
    return byDevice.remove(deviceId) == null
        ? Future.succeededFuture()
        : store.keep(List.of(Change.delete(Kind.SESSION, deviceId)));
  }

  /** Drops the session of a deleted device, whose row is gone already. */
  void forget(String deviceId) {
    byDevice.remove(deviceId);
  }
}
