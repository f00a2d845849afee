// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Keeps when devices were last heard of. Not with every message, which would cost a write each, but
 * all that changed every now and then; a crash forgets what came since. In small batches, so that
 * no patch waits long behind them.
 */
public final class PresenceKeeper {

  private static final int ROWS_AT_ONCE = 500;

  private final Devices devices;
  private final Store store;
  private final Clock clock;
  private Instant kept;
  private Future<Void> running = Future.succeededFuture();

  public PresenceKeeper(Devices devices, Store store, Clock clock) {
    this.devices = devices;
    this.store = store;
    this.clock = clock;
    this.kept = clock.instant();
  }

  /** Writes what changed since the last call; looks at every device, so call it on a worker. */
  public synchronized Future<Void> keep() {
    if (!running.isComplete()) {
      return running;
    }
    var from = kept;
    kept = clock.instant();
    var changed =
        Stream.concat(devices.after(null), devices.modulesAfter(null))
            .filter(device -> !device.presence().lastActivity().isBefore(from))
            .map(PresenceKeeper::row)
            .iterator();
    running = next(changed);
    return running;
  }

  /** The presence of a device as it is stored. */
  static Change row(Device device) {
    var presence = device.presence();
    var generationId = device.identity().generationId();
    return Change.put(
        Kind.PRESENCE, device.identity().key(), () -> presence.toJson(generationId).encode());
  }

  private Future<Void> next(Iterator<Change> changed) {
    var some = new ArrayList<Change>();
    while (changed.hasNext() && some.size() < ROWS_AT_ONCE) {
      some.add(changed.next());
    }
    return some.isEmpty()
        ? Future.succeededFuture()
        : store.keep(some).compose(durable -> next(changed));
  }
}
