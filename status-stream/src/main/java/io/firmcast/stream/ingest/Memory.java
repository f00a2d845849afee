// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.hub.Twin;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every device said last, and so what is new in a twin read now. Readings of one device must
 * arrive in the order they were asked for. Not thread-safe.
 */
final class Memory {
  private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

  private final Map<DeviceId, Known> devices = new HashMap<>();
  private final Set<DeviceId> wentBack = new HashSet<>();
  private final Clock clock;
  private long nonsense;

  Memory(Clock clock) {
    this.clock = clock;
  }

  /** What there is to tell of a twin, oldest first; usually nothing. */
  List<StatusChanged> observe(Twin twin) {
    var reading = Reading.of(twin);
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
    count(reading, known);
    return step.changes();
  }

  /** Whether the last reading was contradictory, so that the device should be read once more. */
  boolean doubts(DeviceId device) {
    return wentBack.contains(device);
  }

  /** The hub does not know the device; nothing where this is no news. */
  List<StatusChanged> forget(DeviceId device) {
    wentBack.remove(device);
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

  /** How many times a twin turned into one that could not be understood. */
  long nonsense() {
    return nonsense;
  }

  private static boolean contradicts(Known known, Reading reading) {
    return reading.version() < known.version();
  }

  private void count(Reading reading, @Nullable Known before) {
    var reason = reading.nonsense();
    if (reason == null || (before != null && reason.equals(before.nonsense()))) {
      return;
    }
    nonsense++;
    LOG.atWarn()
        .addKeyValue("deviceId", reading.device())
        .addKeyValue("reportedVersion", reading.version())
        .addKeyValue("reason", reason)
        .log("twin not understood, device shown as unknown");
  }
}
