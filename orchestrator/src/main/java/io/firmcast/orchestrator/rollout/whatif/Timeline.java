// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import java.util.PriorityQueue;

/**
 * A virtual clock with what is to happen: in the order of time, and of its coming where that ties.
 */
final class Timeline {
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long count;
  private long now;

  Timeline(long begin) {
    now = begin;
  }

  long now() {
    return now;
  }

  void at(long time, Runnable action) {
    queue.add(new Due(Math.max(now, time), count++, action));
  }

  /** Lets the next thing happen; false where nothing is left. */
  boolean step() {
    var due = queue.poll();
    if (due == null) {
      return false;
    }
    now = due.at;
    due.action.run();
    return true;
  }

  private record Due(long at, long number, Runnable action) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      var byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }
}
