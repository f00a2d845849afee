// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Members of a request body whose type the caller may have got wrong. */
final class Members {

  private Members() {}

  /**
   * The object under a name; null if it is absent or null, for in a twin's root null does not mean
   * deletion.
   */
  static @Nullable JsonObject objectOrNull(JsonObject parent, String name) {
    var value = parent.getValue(name);
    if (value == null || value instanceof JsonObject) {
      return (JsonObject) value;
    }
    throw new HubFailure(Code.ARGUMENT_INVALID, name + " must be an object");
  }
}
