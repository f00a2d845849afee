// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Follower;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a {@link Fleet} learns of changes; the registry is built with it. */
public final class FleetFollower implements Follower {

  private final Indexes indexes = new Indexes();
  private final Delay delay;

  /**
   * Keeps changes from queries for the given time, which may vary; zero costs nothing.
   *
   * @param lag asked with every change and every query
   */
  public FleetFollower(Supplier<Duration> lag, Clock clock) {
    this.delay = new Delay(lag, clock, indexes);
  }

  @Override
  public void changed(String key, @Nullable Device before, @Nullable Device after) {
    delay.changed(key, before, after);
  }

  Delay delay() {
    return delay;
  }

  Indexes indexes() {
    return indexes;
  }
}
