// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.Hub;
import io.firmcast.kit.Backoff;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Tells what changes in the fleet, by reading twins: often where an update is going on or somebody
 * watches, and elsewhere when a query shows that something is new. Confined to the context that
 * started it.
 */
public final class TwinPolling implements StatusSource {
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

  private final Memory memory;
  private final ActiveDevices active;
  private final HubHealth health;
  private final TwinReader reader;
  private final Sweep sweep;

  /**
   * @param clock for the times that are told; durations are measured by a steady one
   * @param listener told the changes of one device at a time, oldest first
   */
  public TwinPolling(
      Vertx vertx,
      Hub hub,
      Pace pace,
      Clock clock,
      RandomGenerator random,
      Consumer<List<StatusChanged>> listener) {
    var backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY, random);
    var steady = new SteadyClock(System::nanoTime);
    var retries = new Retries(backoff, steady);
    memory = new Memory(clock);
    active = new ActiveDevices(pace, steady);
    health = new HubHealth(backoff, pace.sweep().multipliedBy(3), steady, retries::allDue);
    reader = new TwinReader(vertx, hub, pace, steady, memory, active, health, retries, listener);
    sweep = new Sweep(vertx, hub, pace, steady, health, memory, backoff, reader::readOnce);
  }

  @Override
  public void start() {
    reader.start();
    sweep.start();
  }

  @Override
  public void stop() {
    reader.stop();
    sweep.stop();
  }

  @Override
  public void announced(UpdateStarted update) {
    active.announced(update);
    var shown = memory.shown(update.deviceId());
    if (shown != null && update.updateId().equals(shown.updateId())) {
      // The announcement was overtaken by the update itself.
      active.changed(update.deviceId(), List.of(shown));
    }
    reader.readNow(update.deviceId());
  }

  @Override
  public void expect(DeviceId device) {
    if (active.expect(device)) {
      reader.readNow(device);
    }
  }

  @Override
  public void watch(Set<DeviceId> devices) {
    active.watch(devices);
    devices.forEach(reader::readNow);
  }

  @Override
  public void unwatch(Set<DeviceId> devices) {
    active.unwatch(devices);
  }

  @Override
  public long pollIntervalMillis() {
    return reader.interval().toMillis();
  }

  @Override
  public boolean isStale() {
    return health.isStale();
  }

  /** How many times a twin turned into one that could not be understood. */
  public long nonsense() {
    return memory.nonsense();
  }
}
