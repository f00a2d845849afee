// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last known state of every device. Each change moves {@code seq} by one; within one epoch it
 * never goes back, and two views never share an epoch. Not thread-safe.
 */
public final class StatusView {

  private final NavigableMap<DeviceId, StatusChanged> states = new TreeMap<>();
  private final String epoch;
  private final Ring ring;

  /**
   * @param epoch a text that no view before had
   * @param remembered how many of the newest changes clients that come back can still be told
   */
  public StatusView(String epoch, int remembered) {
    this.epoch = epoch;
    this.ring = new Ring(remembered);
  }

  public String epoch() {
    return epoch;
  }

  /** The number of changes taken in so far. */
  public long seq() {
    return ring.newest();
  }

  /** How many devices it has the state of. */
  public int devices() {
    return states.size();
  }

  /** Whether it remembers everything that came after this number, within its epoch. */
  public boolean remembersAfter(long seq) {
    return ring.holdsAfter(seq);
  }

  /**
   * What came after this number, which it must remember.
   *
   * @param atMost moves, 1 or more
   */
  public Delta after(long seq, int atMost) {
    var moves = ring.after(seq, atMost);
    return new Delta(seq + moves.size(), moves);
  }

  /** Takes changes in, oldest first, and gives what there is to tell of them. */
  public Delta apply(List<StatusChanged> changes) {
    var moves = new ArrayList<Move>(changes.size());
    for (var change : changes) {
      var before =
          change.isGone()
              ? states.remove(change.deviceId())
              : states.put(change.deviceId(), change);
      var move = new Move(before, change);
      moves.add(move);
      ring.add(move);
    }
    return new Delta(seq(), moves);
  }

  /**
   * What the filter shows, after the given device.
   *
   * @param after null for the first page
   * @param atMost items on it, 1 or more
   */
  public Page page(Filter filter, @Nullable DeviceId after, int atMost) {
    // One more than asked for tells whether there is a next page.
    var found = candidates(filter, after).filter(filter::shows).limit(atMost + 1L).toList();
    var last = found.size() <= atMost;
    return new Page(last ? found : found.subList(0, atMost), last);
  }

  /** A client that names a few devices, or their beginning, must not cost a walk over the fleet. */
  private Stream<StatusChanged> candidates(Filter filter, @Nullable DeviceId after) {
    var rest = after == null ? states : states.tailMap(after, false);
    if (!filter.devices().isEmpty()) {
      return filter.devices().stream().sorted().filter(rest::containsKey).map(rest::get);
    }
    var prefix = filter.prefix();
    if (prefix == null) {
      return rest.values().stream();
    }
    var begun = after != null && after.compareTo(prefix) >= 0 ? rest : states.tailMap(prefix, true);
    return begun.values().stream()
        .takeWhile(state -> state.deviceId().value().startsWith(prefix.value()));
  }
}
