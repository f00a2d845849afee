// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import io.firmcast.localhub.query.Lookup;
import io.firmcast.localhub.query.Query;
import io.firmcast.localhub.query.Query.Source;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may match a query, found without looking at every device. More than match may be found, for
 * the condition is checked afterwards; never fewer.
 */
final class Candidates {

  // Not the time of the last activity, which would cost every message.
  private static final Set<String> INDEXED_ROOTS =
      Set.of("tags", "properties", "status", "connectionstate", "modelid", "authenticationtype");

  private final Indexes indexes;
  private final Consumer<PathIndex> fill;

  Candidates(Indexes indexes, Consumer<PathIndex> fill) {
    this.indexes = indexes;
    this.fill = fill;
  }

  /** The keys after the given one in their order; null if no index helps. */
  @Nullable Stream<String> keys(Query query, @Nullable String after) {
    Cut best = null;
    for (var lookup : query.lookups()) {
      if (lookup instanceof Lookup.AnyOf ids && isDeviceId(lookup)) {
        if (query.source() == Source.DEVICES) {
          return named(ids, after);
        }
        continue;
      }
      var cut = cut(lookup);
      if (cut != null && (best == null || cut.size() < best.size())) {
        best = cut;
      }
    }
    return best == null ? null : best.keys(after);
  }

  private @Nullable Cut cut(Lookup lookup) {
    if (!INDEXED_ROOTS.contains(lookup.path().get(0))) {
      return null;
    }
    var index = indexes.find(lookup.path()).orElseGet(() -> filled(lookup.path()));
    return index == null || !index.complete() ? null : Cut.of(index, lookup);
  }

  /** Whoever asks first fills the index; whoever asks meanwhile does without. */
  private @Nullable PathIndex filled(List<String> path) {
    var opened = indexes.open(path);
    opened.ifPresent(fill);
    return opened.orElse(null);
  }

  private static boolean isDeviceId(Lookup lookup) {
    return lookup.path().equals(List.of("deviceid"));
  }

  private static Stream<String> named(Lookup.AnyOf ids, @Nullable String after) {
    var keys = new TreeSet<String>();
    ids.values().stream().filter(String.class::isInstance).forEach(id -> keys.add((String) id));
    return (after == null ? keys : keys.tailSet(after, false)).stream();
  }
}
