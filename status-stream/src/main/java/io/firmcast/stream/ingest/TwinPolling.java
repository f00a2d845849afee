// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.Hub;
import io.firmcast.hub.events.TwinEvents;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tells what changes in the fleet, by reading twins: often where an update is going on or somebody
 * watches, and elsewhere when a query shows that something is new; and, where the hub tells of
 * changes by itself, by that. Confined to the context that started it.
 */
public final class TwinPolling implements StatusSource {
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

  private final Memory memory;
  private final ActiveDevices active;
  private final HubHealth health;
  private final TwinReader reader;
  private final Sweep sweep;
  private final Census census;
  private final Quarantine quarantine;
  private final Teller teller;
  private final @Nullable TwinEvents events;
  private final TwinNews news;

  /**
   * @param hub for the readings that somebody waits for
   * @param sweeping the same hub, for what has time
   * @param events what the hub tells by itself; null where it does not
   * @param clock for the times that are told; durations are measured by a steady one
   * @param listener told the changes of one device at a time, oldest first
   */
  public TwinPolling(
      Vertx vertx,
      Hub hub,
      Hub sweeping,
      @Nullable TwinEvents events,
      Pace pace,
      Clock clock,
      RandomGenerator random,
      Consumer<List<StatusChanged>> listener) {
    var backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY, random);
    var steady = new SteadyClock(System::nanoTime);
    var retries = new Retries(backoff, steady);
    this.events = events;
    quarantine = new Quarantine(clock);
    memory = new Memory(clock, quarantine);
    active = new ActiveDevices(pace, steady);
    teller = new Teller(active, listener);
    health = new HubHealth(backoff, pace.sweep().multipliedBy(3), steady, retries::allDue);
    reader =
        new TwinReader(
            vertx, hub, pace, steady, memory, active, health, retries, quarantine, teller);
    sweep = new Sweep(vertx, sweeping, pace, steady, health, memory, backoff, reader::readOnce);
    census = new Census(vertx, sweeping, pace.count(), clock);
    news = new TwinNews(memory, reader, teller, sweep::soonAll);
  }

  @Override
  public Future<Void> start() {
    reader.start();
    sweep.start();
    census.start();
    return events == null ? Future.succeededFuture() : events.start(news);
  }

  @Override
  public Future<Void> stop() {
    reader.stop();
    sweep.stop();
    census.stop();
    return events == null ? Future.succeededFuture() : events.stop();
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

  @Override
  public int activeDevices() {
    return active.size();
  }

  @Override
  public long changes() {
    return teller.told();
  }

  @Override
  public @Nullable Totals totals() {
    return census.newest();
  }

  @Override
  public Quarantine quarantine() {
    return quarantine;
  }
}
