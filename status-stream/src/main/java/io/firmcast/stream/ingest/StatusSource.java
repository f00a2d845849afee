// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateStarted;
import io.vertx.core.Future;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where changes come from. Confined to the context that started it. */
public interface StatusSource {

  /** Tells changes from now on. */
  Future<Void> start();

  /** Tells nothing more, and asks the hub nothing more. */
  Future<Void> stop();

  /** An update is about to begin, or has begun: looks at the device at once and then often. */
  void announced(UpdateStarted update);

  /**
   * An update is being asked for: looks at the device at once and then often, until an update has
   * begun and ended or a bounded time is over. Where this service hears no announcements, as it is
   * a process of its own, it is the one early sign there is.
   */
  void expect(DeviceId device);

  /** Looks at these often until they are unwatched as many times as they were watched. */
  void watch(Set<DeviceId> devices);

  void unwatch(Set<DeviceId> devices);

  /** How far apart two looks at an active device are at present, in milliseconds. */
  long pollIntervalMillis();

  /** How many devices are looked at that often. */
  int activeDevices();

  /** How many changes were told so far. */
  long changes();

  /** How many devices the hub counts in each status; null before it has first been asked. */
  @Nullable Totals totals();

  /** Devices whose twins make no sense. */
  Quarantine quarantine();

  /** Whether the hub has not answered lately, so that what is known may be out of date. */
  boolean isStale();
}
