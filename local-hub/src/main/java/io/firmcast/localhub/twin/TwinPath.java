// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import io.firmcast.localhub.twin.Node.Branch;
import io.firmcast.localhub.wire.HubTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds one value of a section without writing the whole of it out, for queries that look at many
 * twins.
 */
final class TwinPath {

  private TwinPath() {}

  static @Nullable Object value(Branch root, List<String> path) {
    var found = node(root, path);
    return found == null ? null : found.value();
  }

  /** A stamp's member if the path ends in one, else the metadata tree below the path. */
  static @Nullable Object metadata(Branch root, List<String> path) {
    if (path.isEmpty()) {
      return root.metadata();
    }
    var last = path.get(path.size() - 1);
    if (!last.equals(Section.LAST_UPDATED) && !last.equals(Section.LAST_UPDATED_VERSION)) {
      var found = node(root, path);
      return found == null ? null : found.metadata();
    }
    var found = node(root, path.subList(0, path.size() - 1));
    if (found == null) {
      return null;
    }
    var stamp = found.stamp();
    if (last.equals(Section.LAST_UPDATED)) {
      return HubTime.format(stamp.at());
    }
    return stamp.version() == 0 ? null : (Object) stamp.version();
  }

  private static @Nullable Node node(Branch root, List<String> path) {
    Node here = root;
    for (var name : path) {
      var next = here instanceof Branch branch ? branch.children().get(name) : null;
      if (next == null) {
        return null;
      }
      here = next;
    }
    return here;
  }
}
