// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Follower;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds changes back from queries for a while (section 5.2). Without delay a change goes straight
 * through. With one, each change that is not due yet is remembered; if too many are, the oldest
 * become visible early, so that it is the delay that gives way and not the memory.
 *
 * <p>Taken together with a device's lock, its own lock comes second.
 */
final class Delay implements Follower {

  static final int MAX_WAITING = 200_000;

  private final Supplier<Duration> by;
  private final Clock clock;
  private final Follower next;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, Shown> shown = new ConcurrentHashMap<>();
  private volatile boolean idle = true;

  Delay(Supplier<Duration> by, Clock clock, Follower next) {
    this.by = by;
    this.clock = clock;
    this.next = next;
  }

  private record Waiting(
      Instant since, String key, @Nullable Device before, @Nullable Device after) {}

  /** What queries see of a device with changes that wait, and how many of them there are. */
  private record Shown(@Nullable Device device, int waiting) {}

  @Override
  public void changed(String key, @Nullable Device before, @Nullable Device after) {
    if (idle && by.get().isZero()) {
      next.changed(key, before, after);
      return;
    }
    synchronized (this) {
      idle = false;
      waiting.add(new Waiting(clock.instant(), key, before, after));
      shown.merge(
          key, new Shown(before, 1), (old, one) -> new Shown(old.device(), old.waiting() + 1));
      release();
    }
  }

  /** Makes visible what is due; call before a look at the fleet. */
  void settle() {
    if (!idle) {
      synchronized (this) {
        release();
      }
    }
  }

  /** What queries see of a device, given its record as it was read a moment ago. */
  @Nullable Device seen(String key, @Nullable Device current) {
    if (idle) {
      return current;
    }
    // After the record was read: a change is noted here before the record is replaced.
    var old = shown.get(key);
    return old == null ? current : old.device();
  }

  /** Hands over what queries see of a device, while that cannot change. Under the device's lock. */
  synchronized void visit(String key, @Nullable Device current, Follower visitor) {
    var old = shown.get(key);
    visitor.changed(key, null, old == null ? current : old.device());
  }

  /** Keys of devices that queries see although they may be gone. */
  Stream<String> heldBack() {
    return idle
        ? Stream.empty()
        : shown.entrySet().stream()
            .filter(entry -> entry.getValue().device() != null)
            .map(Map.Entry::getKey);
  }

  private void release() {
    var due = clock.instant().minus(by.get());
    for (var first = waiting.peek();
        first != null && (waiting.size() > MAX_WAITING || !first.since().isAfter(due));
        first = waiting.peek()) {
      show(waiting.remove());
    }
    idle = waiting.isEmpty();
  }

  private void show(Waiting change) {
    shown.computeIfPresent(
        change.key(),
        (key, old) -> old.waiting() == 1 ? null : new Shown(change.after(), old.waiting() - 1));
    next.changed(change.key(), change.before(), change.after());
  }
}
