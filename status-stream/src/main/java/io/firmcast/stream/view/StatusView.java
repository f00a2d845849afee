// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last known state of every device. Each change moves {@code seq} by one; within one epoch it
 * never goes back, and two views never share an epoch. Not thread-safe.
 */
public final class StatusView {

  private final NavigableMap<DeviceId, StatusChanged> states = new TreeMap<>();
  private final String epoch;
  private long seq;

  /**
   * @param epoch a text that no view before had
   */
  public StatusView(String epoch) {
    this.epoch = epoch;
  }

  public String epoch() {
    return epoch;
  }

  /** The number of changes taken in so far. */
  public long seq() {
    return seq;
  }

  /** Takes changes in, oldest first, and gives what there is to tell of them. */
  public Delta apply(List<StatusChanged> changes) {
    var moves = new ArrayList<Move>(changes.size());
    for (var change : changes) {
      var before =
          change.isGone()
              ? states.remove(change.deviceId())
              : states.put(change.deviceId(), change);
      moves.add(new Move(before == null ? null : before.status(), change));
      seq++;
    }
    return new Delta(seq, moves);
  }

  /**
   * What the filter shows, after the given device.
   *
   * @param after null for the first page
   * @param atMost items on it, 1 or more
   */
  public Page page(Filter filter, @Nullable DeviceId after, int atMost) {
    var rest = after == null ? states : states.tailMap(after, false);
    // One more than asked for tells whether there is a next page.
    var found =
        filter.devices().isEmpty()
            ? rest.values().stream().filter(filter::shows).limit(atMost + 1L).toList()
            : named(filter, rest, atMost + 1L);
    var last = found.size() <= atMost;
    return new Page(last ? found : found.subList(0, atMost), last);
  }

  /** A client that names a few devices must not cost a walk over the fleet. */
  private static List<StatusChanged> named(
      Filter filter, NavigableMap<DeviceId, StatusChanged> rest, long atMost) {
    return filter.devices().stream()
        .sorted()
        .filter(rest::containsKey)
        .map(rest::get)
        .filter(filter::shows)
        .limit(atMost)
        .toList();
  }
}
