// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of a sequence that begins at 1, up to a fixed number and a fixed weight in
 * bytes; large ones make room sooner. Callable from any thread; the lock is held for a few words
 * only.
 */
final class Ring<T> {

  private static final int AVERAGE_BYTES = 2 * 1024;
  // So that a small ring holds some of the largest entries, too.
  private static final long LEAST_BYTES = 16L * 1024 * 1024;

  private final @Nullable Object[] slots;
  private final int[] weights;
  private final long maxWeight;
  private long oldest = 1;
  private long newest;
  private long weight;

  /** As heavy as its entries are with two kilobytes each, or sixteen megabytes. */
  Ring(int capacity) {
    this(capacity, Math.max(LEAST_BYTES, (long) capacity * AVERAGE_BYTES));
  }

  Ring(int capacity, long maxWeight) {
    this.slots = new Object[capacity];
    this.weights = new int[capacity];
    this.maxWeight = maxWeight;
  }

  /**
   * Adds the entry made for the next sequence number; the oldest make room for it. The newest is
   * held, whatever its weight.
   */
  synchronized T add(int itsWeight, LongFunction<T> entry) {
    var added = entry.apply(newest + 1);
    if (newest - oldest + 1 == slots.length) {
      dropOldest();
    }
    newest++;
    slots[slot(newest)] = added;
    weights[slot(newest)] = itsWeight;
    weight += itsWeight;
    while (weight > maxWeight && oldest < newest) {
      dropOldest();
    }
    return added;
  }

  /** The sequence number of the newest entry, 0 if there never was one. */
  synchronized long newest() {
    return newest;
  }

  /** The sequence number of the oldest entry still held. */
  synchronized long oldest() {
    return oldest;
  }

  /**
   * The entries that follow a sequence number, oldest first.
   *
   * @return empty if some of them are gone, or if the number lies in the future
   */
  synchronized Optional<List<T>> after(long sequence, int atMost) {
    if (sequence < oldest - 1 || sequence > newest) {
      return Optional.empty();
    }
    var last = Math.min(newest, sequence + atMost);
    var entries = new ArrayList<T>((int) (last - sequence));
    for (var next = sequence + 1; next <= last; next++) {
      entries.add(at(next));
    }
    return Optional.of(entries);
  }

  /** All entries that are held, oldest first. */
  synchronized List<T> all() {
    return after(oldest - 1, slots.length).orElseThrow();
  }

  private void dropOldest() {
    var slot = slot(oldest);
    weight -= weights[slot];
    slots[slot] = null;
    oldest++;
  }

  @SuppressWarnings("unchecked")
  private T at(long sequence) {
    var entry = slots[slot(sequence)];
    if (entry == null) {
      throw new IllegalStateException("no entry " + sequence);
    }
    return (T) entry;
  }

  private int slot(long sequence) {
    return (int) (sequence % slots.length);
  }
}
