// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.TwinDocument;
import io.firmcast.localhub.twin.Twin;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Who has which value at one path of the twin. About 100 bytes a device that has a value there, and
 * a few microseconds a change of it. Readable from any thread; for one device, changes come one
 * after the other.
 */
final class PathIndex {

  private final List<String> path;
  private final boolean ofTwin;
  private final ConcurrentSkipListSet<Entry> entries = new ConcurrentSkipListSet<>();
  private volatile boolean complete;
  private volatile long lastUsed;

  PathIndex(List<String> path) {
    this.path = List.copyOf(path);
    this.ofTwin = path.get(0).equals("tags") || path.get(0).equals("properties");
  }

  boolean isOf(List<String> other) {
    return path.equals(other);
  }

  /** Whether every device is in it; until then it must not be asked. */
  boolean complete() {
    return complete;
  }

  void completed() {
    complete = true;
  }

  long lastUsed() {
    return lastUsed;
  }

  void used(long turn) {
    lastUsed = turn;
  }

  void changed(String key, @Nullable Device before, @Nullable Device after) {
    if (ofTwin && before != null && after != null && isSame(before.twin(), after.twin())) {
      return;
    }
    var was = value(before);
    var is = value(after);
    if (Objects.equals(was, is)) {
      return;
    }
    if (was != null) {
      entries.remove(new Entry(was, key));
    }
    if (is != null) {
      entries.add(new Entry(is, key));
    }
  }

  /** The devices with a value as {@link Entry#filed}, in the order of their keys. */
  NavigableSet<Entry> with(Object value) {
    return entries.subSet(new Entry(value, ""), true, new Entry(value, Entry.LAST_KEY), true);
  }

  /** The devices with texts or numbers between two values, both included; null for no bound. */
  NavigableSet<Entry> between(@Nullable Object low, @Nullable Object high) {
    var text = low instanceof String || high instanceof String;
    var from = low != null ? low : text ? (Object) "" : (Object) Double.NEGATIVE_INFINITY;
    var rest = entries.tailSet(new Entry(from, ""), true);
    if (high == null && text) {
      return rest;
    }
    var to = high != null ? high : Double.POSITIVE_INFINITY;
    return rest.headSet(new Entry(to, Entry.LAST_KEY), true);
  }

  /** True of most changes of presence, which come with every message: not worth a comparison. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Twin before, Twin after) {
    return before == after;
  }

  private @Nullable Object value(@Nullable Device device) {
    return device == null ? null : Entry.filed(new TwinDocument(device).at(path));
  }
}
