// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateStarted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which devices deserve to be read at the poll interval: those in an update, for a bounded time
 * without a sign of it, and those that somebody watches by name. Not thread-safe.
 */
final class ActiveDevices {

  /** Who asks for updates can name any device: beyond these the sweep must do. */
  private static final int MOST_EXPECTED = 10_000;

  /**
   * Until when a device is read, and what it is to show before it may be let go.
   *
   * @param awaited this update
   * @param expectant the beginning of an update, of whatever name
   */
  private record Attention(Instant until, @Nullable UpdateId awaited, boolean expectant) {
    Attention(Instant until, @Nullable UpdateId awaited) {
      this(until, awaited, false);
    }
  }

  private final Map<DeviceId, Attention> inUpdate = new HashMap<>();
  private final Map<DeviceId, Integer> watchers = new HashMap<>();
  private final Pace pace;
  private final Clock clock;

  ActiveDevices(Pace pace, Clock clock) {
    this.pace = pace;
    this.clock = clock;
  }

  void announced(UpdateStarted update) {
    inUpdate.put(update.deviceId(), new Attention(in(pace.start()), update.updateId()));
  }

  /** An update of unknown name is asked for. False where there are too many to be read often. */
  boolean expect(DeviceId device) {
    var attention = inUpdate.get(device);
    if (attention == null && inUpdate.size() >= MOST_EXPECTED) {
      return false;
    }
    var until = in(pace.start());
    if (attention == null || !attention.until().isAfter(until)) {
      var awaited = attention == null ? null : attention.awaited();
      inUpdate.put(device, new Attention(until, awaited, awaited == null));
    } else if (attention.awaited() == null) {
      inUpdate.put(device, new Attention(attention.until(), null, true));
    }
    return true;
  }

  /** The device's newest changes. */
  void changed(DeviceId device, List<StatusChanged> changes) {
    var attention = inUpdate.get(device);
    var awaited = attention == null ? null : attention.awaited();
    var expectant = attention != null && attention.expectant();
    for (var change : changes) {
      if (change.isGone()) {
        inUpdate.remove(device);
      } else if (change.status().isUnderWay()) {
        awaited = same(change, awaited) ? null : awaited;
        expectant = false;
        inUpdate.put(device, new Attention(in(pace.silence()), awaited));
      } else if (expectant) {
        // The update before ended; the one that is expected is still to come.
        inUpdate.put(device, new Attention(in(pace.start()), null, true));
      } else if (inUpdate.containsKey(device) && (awaited == null || ends(change, awaited))) {
        awaited = null;
        inUpdate.put(device, new Attention(in(pace.linger()), null));
      }
    }
  }

  void watch(Collection<DeviceId> devices) {
    devices.forEach(device -> watchers.merge(device, 1, Integer::sum));
  }

  void unwatch(Collection<DeviceId> devices) {
    devices.forEach(device -> watchers.computeIfPresent(device, (id, n) -> n > 1 ? n - 1 : null));
  }

  boolean contains(DeviceId device) {
    var attention = inUpdate.get(device);
    return watchers.containsKey(device)
        || (attention != null && clock.instant().isBefore(attention.until()));
  }

  /** All of them now, each once; those whose time is over are let go. */
  Set<DeviceId> now() {
    var instant = clock.instant();
    inUpdate.values().removeIf(attention -> !instant.isBefore(attention.until()));
    var all = new LinkedHashSet<>(inUpdate.keySet());
    all.addAll(watchers.keySet());
    return all;
  }

  /** About how many. */
  int size() {
    return inUpdate.size() + watchers.size();
  }

  private Instant in(Duration time) {
    return clock.instant().plus(time);
  }

  /** The end of the update before the announced one must not end the watch for it. */
  private static boolean ends(StatusChanged change, UpdateId awaited) {
    return switch (change.status()) {
      case COMPLETED, FAILED -> same(change, awaited);
      case STAND_BY, DOWNLOADING, APPLYING, UNKNOWN -> false;
    };
  }

  /** A device of the origin's does not say which update it is in. */
  private static boolean same(StatusChanged change, @Nullable UpdateId awaited) {
    return change.updateId() == null || change.updateId().equals(awaited);
  }
}
