// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Follower;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The indexes there are: one for each of the few paths that queries asked for most recently. While
 * there is none, following a change costs the look at an empty array.
 */
final class Indexes implements Follower {

  static final int MAX = 8;

  private final AtomicLong turns = new AtomicLong();
  private volatile PathIndex[] all = {};

  @Override
  public void changed(String key, @Nullable Device before, @Nullable Device after) {
    for (var index : all) {
      index.changed(key, before, after);
    }
  }

  Optional<PathIndex> find(List<String> path) {
    for (var index : all) {
      if (index.isOf(path)) {
        index.used(turns.incrementAndGet());
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  /**
   * Adds an index that follows changes from now on, in place of the least recently used if there
   * are too many; the caller fills it. Empty if somebody else was first.
   */
  synchronized Optional<PathIndex> open(List<String> path) {
    if (find(path).isPresent()) {
      return Optional.empty();
    }
    var opened = new PathIndex(path);
    opened.used(turns.incrementAndGet());
    var kept =
        Arrays.stream(all)
            .sorted(Comparator.comparingLong(PathIndex::lastUsed).reversed())
            .limit(MAX - 1L);
    all = Stream.concat(kept, Stream.of(opened)).toArray(PathIndex[]::new);
    return Optional.of(opened);
  }

  int size() {
    return all.length;
  }
}
