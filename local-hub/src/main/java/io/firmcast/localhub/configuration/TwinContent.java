// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.configuration;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The content of a configuration: values by their path below the desired properties. */
final class TwinContent {

  private static final String DESIRED = "properties.desired";

  private TwinContent() {}

  /**
   * The merge patch that content amounts to; refuses what lies elsewhere in the twin.
   *
   * @param member in which the content came, for the refusal
   */
  static JsonObject patch(String member, JsonObject content) {
    var patch = new JsonObject();
    for (var path : content.fieldNames()) {
      if (path.equals(DESIRED) && content.getValue(path) instanceof JsonObject all) {
        patch.mergeIn(all.copy(), true);
      } else if (path.startsWith(DESIRED + ".") && path.length() > DESIRED.length() + 1) {
        put(
            patch,
            List.of(path.substring(DESIRED.length() + 1).split("\\.", -1)),
            content.getValue(path));
      } else {
        throw new HubFailure(
            Code.ARGUMENT_INVALID, member + " can set " + DESIRED + " only, not " + path);
      }
    }
    return patch;
  }

  /** Whether merging a patch would leave everything as it is. */
  static boolean holds(@Nullable Object value, @Nullable Object patch) {
    if (patch instanceof JsonObject wanted) {
      return value instanceof JsonObject present
          && wanted.fieldNames().stream()
              .allMatch(name -> holds(present.getValue(name), wanted.getValue(name)));
    }
    if (value instanceof Number a && patch instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue()) == 0;
    }
    return Objects.equals(value, patch);
  }

  private static void put(JsonObject into, List<String> path, @Nullable Object value) {
    var here = into;
    for (var name : path.subList(0, path.size() - 1)) {
      if (!(here.getValue(name) instanceof JsonObject)) {
        here.put(name, new JsonObject());
      }
      here = here.getJsonObject(name);
    }
    here.put(path.get(path.size() - 1), value);
  }
}
