// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.query.Query;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fleet as queries see it. Callable from any thread, but not from an event loop: the first
 * query on a path looks at every device.
 */
public final class Fleet {

  private final Devices devices;
  private final Delay delay;
  private final Candidates candidates;

  /** The follower must be the one that these devices have. */
  public Fleet(Devices devices, FleetFollower follower) {
    this.devices = devices;
    this.delay = follower.delay();
    this.candidates = new Candidates(follower.indexes(), this::fill);
  }

  /**
   * The devices or modules among which are all that match a query, ordered by key, from after the
   * given key (null: from the first).
   */
  public Stream<Device> candidates(Query query, @Nullable String after) {
    delay.settle();
    var modules = query.source() == Query.Source.MODULES;
    var keys = candidates.keys(query, after);
    return keys == null
        ? all(modules, after)
        : keys.filter(key -> IdentityKey.isModule(key) == modules)
            .map(this::seen)
            .filter(Objects::nonNull);
  }

  /** All devices that match, ordered by key. */
  public Stream<Device> matching(Query query) {
    return candidates(query, null).filter(device -> query.matches(new TwinRow(device)));
  }

  private Stream<Device> all(boolean modules, @Nullable String after) {
    var gone = gone(modules, after);
    var present = modules ? devices.modulesAfter(after) : devices.after(after);
    if (gone.isEmpty()) {
      return present
          .map(device -> delay.seen(device.identity().key(), device))
          .filter(Objects::nonNull);
    }
    present.forEach(device -> gone.add(device.identity().key()));
    return gone.stream().map(this::seen).filter(Objects::nonNull);
  }

  /** What was deleted but not long enough ago. */
  private Set<String> gone(boolean modules, @Nullable String after) {
    var gone = new TreeSet<String>();
    delay
        .heldBack()
        .filter(key -> IdentityKey.isModule(key) == modules)
        .filter(key -> after == null || key.compareTo(after) > 0)
        .filter(key -> devices.find(key).isEmpty())
        .forEach(gone::add);
    return gone;
  }

  private @Nullable Device seen(String key) {
    return delay.seen(key, devices.find(key).orElse(null));
  }

  /** Each device under its lock, so that no change of it can fall between. */
  private void fill(PathIndex index) {
    var present = Stream.concat(devices.after(null), devices.modulesAfter(null));
    Stream.concat(present.map(device -> device.identity().key()), delay.heldBack())
        .forEach(key -> devices.visit(key, current -> delay.visit(key, current, index::changed)));
    index.completed();
  }
}
