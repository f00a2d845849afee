// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import io.firmcast.localhub.twin.Node.Branch;
import io.firmcast.localhub.twin.Node.Leaf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON merge patch on stamped nodes: objects merge, null deletes, all else replaces; what is
 * touched gets the stamp, and so do its parents, even if the value is the same as before.
 */
final class MergePatch {

  private final Stamp stamp;

  MergePatch(Stamp stamp) {
    this.stamp = stamp;
  }

  Branch apply(Branch target, JsonObject patch) {
    var children = new LinkedHashMap<>(target.children());
    for (var name : patch.fieldNames()) {
      var change = patch.getValue(name);
      if (change == null) {
        children.remove(name);
      } else {
        children.put(name, merged(children.get(name), change));
      }
    }
    return new Branch(children, stamp);
  }

  private Node merged(@Nullable Node present, Object change) {
    if (change instanceof JsonObject object) {
      return apply(present instanceof Branch branch ? branch : Branch.empty(stamp), object);
    }
    return new Leaf(change instanceof JsonArray array ? array.copy() : change, stamp);
  }
}
