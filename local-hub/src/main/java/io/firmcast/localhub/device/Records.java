// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of all devices or of all modules, by key and in the order of the keys. */
final class Records {

  private final Map<String, Device> byKey = new ConcurrentHashMap<>();
  // Queries page by key; the map has no order.
  private final NavigableSet<String> keys = new ConcurrentSkipListSet<>();
  private final Follower follower;

  Records(Follower follower) {
    this.follower = follower;
  }

  /** Puts in what was there before the hub was started. */
  void restore(Device device) {
    byKey.put(device.identity().key(), device);
    keys.add(device.identity().key());
  }

  int count() {
    return byKey.size();
  }

  @Nullable Device get(String key) {
    return byKey.get(key);
  }

  /** Changes one record (null: there is none) while it is locked; throws to change nothing. */
  @Nullable Device change(String key, UnaryOperator<@Nullable Device> change) {
    return byKey.compute(
        key,
        (same, present) -> {
          var next = change.apply(present);
          if (present == null && next != null) {
            keys.add(key);
          } else if (present != null && next == null) {
            keys.remove(key);
          }
          follower.changed(key, present, next);
          return next;
        });
  }

  /** Changes the presence of what is there while it is locked. */
  @Nullable Device changeIfPresent(String key, UnaryOperator<Device> change) {
    return byKey.computeIfPresent(
        key,
        (same, present) -> {
          var next = change.apply(present);
          follower.changed(key, present, next);
          return next;
        });
  }

  /** Notes activity, which comes with every message, so that no follower is told. */
  void touch(String key, UnaryOperator<Device> change) {
    byKey.computeIfPresent(key, (same, present) -> change.apply(present));
  }

  /** Looks at one record (null: there is none) while it is locked. */
  void visit(String key, Consumer<@Nullable Device> visitor) {
    byKey.compute(
        key,
        (same, present) -> {
          visitor.accept(present);
          return present;
        });
  }

  /** The records whose key follows the given one (null: all). */
  Stream<Device> after(@Nullable String key) {
    return found(key == null ? keys : keys.tailSet(key, false));
  }

  /** The modules of a device. */
  Stream<Device> below(String deviceId) {
    // The character that follows the slash: between the two lies what begins with "deviceId/".
    return found(keys.subSet(deviceId + '/', false, deviceId + (char) ('/' + 1), false));
  }

  private Stream<Device> found(NavigableSet<String> some) {
    return some.stream().map(byKey::get).filter(Objects::nonNull);
  }
}
