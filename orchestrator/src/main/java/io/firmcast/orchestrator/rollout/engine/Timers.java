// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.util.Arrays;

/**
 * When each place has to be looked at next: at most one time a place, and the earliest at hand.
 * Which of two that are due together comes first depends on their places only, not on who was set
 * when.
 */
final class Timers {
  private static final long NEVER = Long.MAX_VALUE;

  private long[] due;
  private int[] heap;
  private int[] slots;
  private int size;

  Timers(int places) {
    due = new long[places];
    heap = new int[places];
    slots = new int[places];
    Arrays.fill(due, NEVER);
    Arrays.fill(slots, -1);
  }

  void grow(int places) {
    var before = due.length;
    if (places > before) {
      var wider = Math.max(places, before + before / 2 + 16);
      due = Arrays.copyOf(due, wider);
      heap = Arrays.copyOf(heap, wider);
      slots = Arrays.copyOf(slots, wider);
      Arrays.fill(due, before, wider, NEVER);
      Arrays.fill(slots, before, wider, -1);
    }
  }

  /** Its time; {@code Long.MAX_VALUE} for none. */
  long at(int place) {
    return due[place];
  }

  /** The earliest time; {@code Long.MAX_VALUE} for none. */
  long next() {
    return size == 0 ? NEVER : due[heap[0]];
  }

  /** The place of the earliest time; only where there is one. */
  int first() {
    return heap[0];
  }

  void set(int place, long at) {
    due[place] = at;
    if (slots[place] < 0) {
      heap[size] = place;
      slots[place] = size++;
    }
    up(slots[place]);
    down(slots[place]);
  }

  void clear(int place) {
    var slot = slots[place];
    due[place] = NEVER;
    if (slot < 0) {
      return;
    }
    slots[place] = -1;
    var last = heap[--size];
    if (last != place) {
      heap[slot] = last;
      slots[last] = slot;
      up(slot);
      down(slots[last]);
    }
  }

  private void up(int from) {
    var slot = from;
    while (slot > 0 && isBefore(heap[slot], heap[(slot - 1) / 2])) {
      swap(slot, (slot - 1) / 2);
      slot = (slot - 1) / 2;
    }
  }

  private void down(int from) {
    var slot = from;
    while (2 * slot + 1 < size) {
      var child = 2 * slot + 1;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], heap[slot])) {
        return;
      }
      swap(slot, child);
      slot = child;
    }
  }

  private boolean isBefore(int one, int other) {
    return due[one] < due[other] || (due[one] == due[other] && one < other);
  }

  private void swap(int one, int other) {
    var place = heap[one];
    heap[one] = heap[other];
    heap[other] = place;
    slots[heap[one]] = one;
    slots[heap[other]] = other;
  }
}
