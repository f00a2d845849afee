// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.hub.Twin;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every device said last, and so what is new in a twin read now. Readings of one device must
 * arrive in the order they were asked for. Not thread-safe.
 */
final class Memory {
  private final Map<DeviceId, Known> devices = new HashMap<>();
  private final Set<DeviceId> wentBack = new HashSet<>();
  private final Clock clock;
  private final Quarantine quarantine;

  Memory(Clock clock, Quarantine quarantine) {
    this.clock = clock;
    this.quarantine = quarantine;
  }

  /** What there is to tell of a twin, oldest first; usually nothing. */
  List<StatusChanged> observe(Twin twin) {
    return observe(Reading.of(twin));
  }

  /**
   * The same of a report that the hub told: nothing of an old one, and empty where it does not
   * follow what is known, so that the twin must be read.
   */
  Optional<List<StatusChanged>> observe(DeviceId device, JsonObject patch, long version) {
    var known = devices.get(device);
    if (known == null || known.nonsense() != null || wentBack.contains(device)) {
      return Optional.empty();
    }
    if (version <= known.version()) {
      return Optional.of(List.of());
    }
    if (version > known.version() + 1) {
      return Optional.empty();
    }
    return Optional.of(observe(known.with(device, patch, version)));
  }

  /** Whatever the device says next is not to be held against what it said before. */
  void beginAnew(DeviceId device) {
    if (devices.containsKey(device)) {
      wentBack.add(device);
    }
  }

  private List<StatusChanged> observe(Reading reading) {
    var known = devices.get(reading.device());
    if (known != null && contradicts(known, reading) && wentBack.add(reading.device())) {
      // Either the device was deleted and created again, or this answer is an old one that was
      // overtaken. The next reading tells: an old answer is not given twice in a row.
      return List.of();
    }
    var anew = wentBack.remove(reading.device()) && known != null && contradicts(known, reading);
    var step =
        known == null || anew
            ? Known.first(reading, clock.instant())
            : known.next(reading, clock.instant());
    devices.put(reading.device(), step.known());
    judge(reading);
    return step.changes();
  }

  /** Whether the last reading was contradictory, so that the device should be read once more. */
  boolean doubts(DeviceId device) {
    return wentBack.contains(device);
  }

  /** The hub does not know the device; nothing where this is no news. */
  List<StatusChanged> forget(DeviceId device) {
    wentBack.remove(device);
    quarantine.discharge(device);
    return devices.remove(device) == null
        ? List.of()
        : List.of(StatusChanged.gone(device, clock.instant()));
  }

  /** The change told last; null for a device never read. */
  @Nullable StatusChanged shown(DeviceId device) {
    var known = devices.get(device);
    return known == null ? null : known.shown();
  }

  /** A view of all that are known. */
  Collection<DeviceId> known() {
    return Collections.unmodifiableSet(devices.keySet());
  }

  private static boolean contradicts(Known known, Reading reading) {
    return reading.version() < known.version();
  }

  private void judge(Reading reading) {
    var reason = reading.nonsense();
    if (reason == null) {
      quarantine.discharge(reading.device());
    } else {
      quarantine.admit(reading.device(), reason);
    }
  }
}
