// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes absent fields by leaving them out: in a twin patch a null would be a deletion. */
final class Present {
  private Present() {}

  static JsonObject in(JsonObject json) {
    json.getMap().values().removeIf(Objects::isNull);
    return json;
  }

  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
