// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is read next. Active devices take turns in rounds; in between comes, as every fourth, a
 * device that is to be read once, so that neither waits for the other to run dry. Each device is
 * read by one call at a time, and waits in no line twice. Not thread-safe.
 */
final class ReadQueue {
  private static final int TURNS = 4;

  private final Set<DeviceId> first = new LinkedHashSet<>();
  private final Set<DeviceId> round = new LinkedHashSet<>();
  private final Set<DeviceId> once = new LinkedHashSet<>();
  private final Set<DeviceId> inFlight = new LinkedHashSet<>();
  private int turn;

  /**
   * Asks for these to be read in this round. One that is being read now is passed over only if it
   * still is when its turn comes: else the last ones of each round would miss every second one.
   */
  void round(Collection<DeviceId> devices) {
    round.addAll(devices);
  }

  void first(DeviceId device) {
    once.remove(device);
    round.remove(device);
    first.add(device);
  }

  void once(DeviceId device) {
    once.add(device);
  }

  boolean roundIsOver() {
    return first.isEmpty() && round.isEmpty();
  }

  int inFlight() {
    return inFlight.size();
  }

  /** Takes the next device that is not being read; null where there is none. */
  @Nullable DeviceId take() {
    turn = (turn + 1) % TURNS;
    var next = turn == 0 ? takeOnce() : takeFromRound();
    if (next == null) {
      next = turn == 0 ? takeFromRound() : takeOnce();
    }
    if (next != null) {
      inFlight.add(next);
    }
    return next;
  }

  void done(DeviceId device) {
    inFlight.remove(device);
  }

  private @Nullable DeviceId takeFromRound() {
    var next = takeFree(first);
    return next == null ? takeFree(round) : next;
  }

  private @Nullable DeviceId takeFree(Set<DeviceId> line) {
    for (var places = line.iterator(); places.hasNext(); ) {
      var next = places.next();
      places.remove();
      if (!inFlight.contains(next)) {
        return next;
      }
    }
    return null;
  }

  /** What is being read now was asked for before the news of it came: it keeps its place. */
  private @Nullable DeviceId takeOnce() {
    var free = once.stream().filter(device -> !inFlight.contains(device)).findFirst().orElse(null);
    if (free != null) {
      once.remove(free);
    }
    return free;
  }
}
