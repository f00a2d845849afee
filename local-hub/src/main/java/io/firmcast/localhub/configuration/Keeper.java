// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.configuration;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.device.Precondition;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps devices to the configurations: looks at the fleet after each change of one and again and
 * again, a few devices changed at once. One look at a time; what is asked for meanwhile follows.
 */
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final int AT_ONCE = 100;

  private final Vertx vertx;
  private final Fleet fleet;
  private final Devices devices;
  private final Collection<Configuration> all;
  private final Duration every;
  private volatile Status status = Status.NONE;
  // The rest is guarded by this.
  private long timer = -1;
  private boolean looking;
  private boolean again;
  private boolean closed;

  Keeper(Vertx vertx, Fleet fleet, Devices devices, Collection<Configuration> all, Duration every) {
    this.vertx = vertx;
    this.fleet = fleet;
    this.devices = devices;
    this.all = all;
    this.every = every;
  }

  void start() {
    look();
  }

  synchronized void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  @Nullable JsonObject of(String deviceKey) {
    return status.of(deviceKey);
  }

  JsonObject counts(String id) {
    return status.counts(id);
  }

  JsonObject metrics(String id) {
    return status.metrics(id);
  }

  /** Looks at the fleet soon. */
  synchronized void look() {
    if (closed) {
      return;
    }
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    vertx.cancelTimer(timer);
    vertx
        .executeBlocking(() -> Look.at(fleet, List.copyOf(all)), false)
        .compose(this::apply)
        .onFailure(cause -> LOG.error("could not apply the configurations", cause))
        .onComplete(looked -> rest());
  }

  private synchronized void rest() {
    looking = false;
    if (again) {
      again = false;
      look();
    } else if (!closed && !all.isEmpty()) {
      timer = vertx.setTimer(every.toMillis(), id -> look());
    }
  }

  private Future<Void> apply(Look look) {
    var late = new ArrayList<Map.Entry<String, JsonObject>>();
    for (var entry : look.wanted().entrySet()) {
      if (!isAsWanted(entry.getKey(), entry.getValue())) {
        late.add(entry);
      }
    }
    var failed = new HashMap<String, Throwable>();
    return change(late, 0, failed).onSuccess(done -> status = Status.of(look, failed.keySet()));
  }

  private boolean isAsWanted(String key, JsonObject wanted) {
    return devices
        .find(key)
        .map(Device::twin)
        .filter(twin -> !TwinContent.holds(twin.desired().forDevice(), wanted))
        .isEmpty();
  }

  /** Changes some devices and then the rest. */
  private Future<Void> change(
      List<Map.Entry<String, JsonObject>> late, int from, Map<String, Throwable> failed) {
    if (from >= late.size()) {
      return Future.succeededFuture();
    }
    var to = Math.min(from + AT_ONCE, late.size());
    var changes =
        late.subList(from, to).stream()
            .map(entry -> changed(entry.getKey(), entry.getValue(), failed))
            .toList();
    return Future.all(changes)
        // By a turn of its own, for the number of turns has no bound.
        .compose(done -> vertx.timer(1).mapEmpty())
        .compose(pause -> change(late, to, failed));
  }

  private Future<?> changed(String key, JsonObject wanted, Map<String, Throwable> failed) {
    return devices
        .mergeTwin(key, new ServicePatch(null, wanted), Precondition.NONE)
        .<Object>map(device -> device)
        .otherwise(
            cause -> {
              synchronized (failed) {
                failed.put(key, cause);
              }
              LOG.atDebug().addKeyValue("deviceId", key).setCause(cause).log("not configured");
              return key;
            });
  }
}
