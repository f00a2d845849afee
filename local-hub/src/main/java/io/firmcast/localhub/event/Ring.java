// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of a sequence that begins at 1, up to a fixed number. Callable from any
 * thread; the lock is held for a few words only.
 */
final class Ring<T> {

  private final @Nullable Object[] slots;
  private long newest;

  Ring(int capacity) {
    this.slots = new Object[capacity];
  }

  /** Adds the entry made for the next sequence number; the oldest makes room for it. */
  synchronized T add(LongFunction<T> entry) {
    var added = entry.apply(++newest);
    slots[slot(newest)] = added;
    return added;
  }

  /** The sequence number of the newest entry, 0 if there never was one. */
  synchronized long newest() {
    return newest;
  }

  /** The sequence number of the oldest entry still held. */
  synchronized long oldest() {
    return Math.max(1, newest - slots.length + 1);
  }

  /**
   * The entries that follow a sequence number, oldest first.
   *
   * @return empty if some of them are gone, or if the number lies in the future
   */
  synchronized Optional<List<T>> after(long sequence, int atMost) {
    if (sequence < oldest() - 1 || sequence > newest) {
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
    return after(oldest() - 1, slots.length).orElseThrow();
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
