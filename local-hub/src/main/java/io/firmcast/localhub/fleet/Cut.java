// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import io.firmcast.localhub.query.Lookup;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an index that hold all candidates.
 *
 * @param only the one value they have; null if there are several, for then they do not stand in the
 *     order of their keys
 * @param size how many candidates there are, counted no further than {@link #MAX_SORTED} and one
 */
record Cut(List<NavigableSet<Entry>> parts, @Nullable Object only, long size) {

  /**
   * Beyond this many, candidates that do not stand in the order of their keys are not gathered:
   * with so many matches, a page fills quickly when all devices are looked at in order.
   */
  static final int MAX_SORTED = 5_000;

  static Cut of(PathIndex index, Lookup lookup) {
    if (lookup instanceof Lookup.Between range) {
      return of(List.of(index.between(filed(range.low()), filed(range.high()))), null);
    }
    var values =
        ((Lookup.AnyOf) lookup)
            .values().stream().map(Entry::filed).filter(Objects::nonNull).distinct().toList();
    var parts = values.stream().map(index::with).toList();
    return of(parts, values.size() == 1 ? values.get(0) : null);
  }

  /** The keys after the given one in their order; null if that would be more work than a scan. */
  @Nullable Stream<String> keys(@Nullable String after) {
    if (only != null) {
      var part = parts.get(0);
      var rest = after == null ? part : part.tailSet(new Entry(only, after), false);
      return rest.stream().map(Entry::key);
    }
    if (size > MAX_SORTED) {
      return null;
    }
    var keys = new TreeSet<String>();
    parts.stream().flatMap(NavigableSet::stream).map(Entry::key).forEach(keys::add);
    return (after == null ? keys : keys.tailSet(after, false)).stream();
  }

  private static Cut of(List<NavigableSet<Entry>> parts, @Nullable Object only) {
    var counted = parts.stream().flatMap(NavigableSet::stream).limit(MAX_SORTED + 1L).count();
    return new Cut(parts, only, counted);
  }

  private static @Nullable Object filed(@Nullable Object bound) {
    return bound == null ? null : Entry.filed(bound);
  }
}
