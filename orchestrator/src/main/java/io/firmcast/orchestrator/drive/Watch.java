// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the twins of devices that are at it, soon at first and then less and less often: level
 * triggered, so that a lost event delays a device by one period at most. Only what was not known is
 * told. Its callers are on one context.
 */
final class Watch {
  private static final long SOON_MILLIS = 50;
  private static final long AFTER_NEWS_MILLIS = 250;
  private static final int AT_ONCE = 32;

  private record Due(long at, Watched what) {}

  private static final class Watched {
    final DeviceId device;
    final UpdateId update;
    long pause;
    long due;
    @Nullable Sighting known;

    Watched(DeviceId device, UpdateId update, long pause) {
      this.device = device;
      this.update = update;
      this.pause = pause;
    }
  }

  private final Vertx vertx;
  private final HubCalls hub;
  private final long longestPause;
  private final Consumer<DeviceEvent> news;
  private final Map<DeviceId, Watched> watched = new HashMap<>();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>((one, other) -> Long.compare(one.at, other.at));
  private int underWay;
  private long timer = -1;
  private long wakesAt;
  private boolean stopped;

  /**
   * @param longestPauseMillis between two readings of a device
   * @param news what was seen that was not known
   */
  Watch(Vertx vertx, HubCalls hub, long longestPauseMillis, Consumer<DeviceEvent> news) {
    this.vertx = vertx;
    this.hub = hub;
    this.longestPause = longestPauseMillis;
    this.news = news;
  }

  /** A device that is at it, or will be when it comes back. */
  void add(DeviceId device, UpdateId update) {
    var known = watched.get(device);
    if (known == null || !known.update.equals(update)) {
      var fresh = new Watched(device, update, Math.min(SOON_MILLIS, longestPause));
      watched.put(device, fresh);
      schedule(fresh, now());
    }
  }

  void remove(DeviceId device) {
    watched.remove(device);
  }

  int size() {
    return watched.size();
  }

  /** Somebody else has seen it; our own reading can wait. */
  void hint(StatusChanged change) {
    var it = watched.get(change.deviceId());
    if (it == null) {
      return;
    }
    Sighting.in(change, it.update)
        .ifPresent(
            sighting -> {
              it.pause = longestPause;
              tell(it, sighting);
              schedule(it, now());
            });
  }

  void stop() {
    stopped = true;
    watched.clear();
    queue.clear();
    vertx.cancelTimer(timer);
  }

  private void readDue() {
    timer = -1;
    var now = now();
    while (underWay < AT_ONCE && !queue.isEmpty() && queue.element().at <= now) {
      var due = queue.remove();
      if (watched.get(due.what.device) == due.what && due.what.due == due.at) {
        read(due.what);
      }
    }
    wake(now);
  }

  private void read(Watched it) {
    underWay++;
    hub.twin(it.device)
        .map(twin -> HubCalls.sighting(twin, it.update))
        .otherwise(Optional.empty())
        .onComplete(
            read -> {
              underWay--;
              if (watched.get(it.device) == it) {
                var isNews =
                    read.result() != null
                        && read.result().isPresent()
                        && tell(it, read.result().get());
                it.pause =
                    Math.min(longestPause, isNews ? AFTER_NEWS_MILLIS : Math.max(1, it.pause * 2));
                schedule(it, now());
              }
              readSoon();
            });
  }

  private boolean tell(Watched it, Sighting sighting) {
    var known = it.known;
    if (sighting.equals(known)
        || (known != null && sighting.reportedVersion() < known.reportedVersion())) {
      return false;
    }
    it.known = sighting;
    news.accept(new DeviceEvent.Reported(it.device, it.update, sighting));
    return true;
  }

  private void schedule(Watched it, long now) {
    it.due = now + it.pause;
    queue.add(new Due(it.due, it));
    wake(now);
  }

  private void readSoon() {
    if (!stopped) {
      wake(now());
    }
  }

  private void wake(long now) {
    if (queue.isEmpty() || underWay >= AT_ONCE || (timer >= 0 && wakesAt <= queue.element().at)) {
      return;
    }
    vertx.cancelTimer(timer);
    wakesAt = queue.element().at;
    timer = vertx.setTimer(Math.max(1, wakesAt - now), due -> readDue());
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
