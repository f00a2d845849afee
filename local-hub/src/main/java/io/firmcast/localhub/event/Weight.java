// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes of the heap something holds on to: what bounds a {@link Ring} beside the
 * number of its entries, so that devices that send much cannot fill the hub.
 */
final class Weight {

  /** Of an entry without what a device or a service has put into it. */
  static final int ENTRY = 200;

  // An entry of a map, a text without its letters, a number: what a JVM takes for them.
  private static final int MEMBER = 64;
  private static final int TEXT = 40;
  private static final int VALUE = 16;

  private Weight() {}

  /** JSON in any of the forms in which Vert.x holds it, or a map of texts. */
  static int of(@Nullable Object json) {
    if (json instanceof JsonObject object) {
      return of(object.getMap());
    }
    if (json instanceof JsonArray array) {
      return of(array.getList());
    }
    if (json instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .mapToInt(member -> MEMBER + of(member.getKey()) + of(member.getValue()))
          .sum();
    }
    if (json instanceof List<?> list) {
      return list.stream().mapToInt(Weight::of).sum();
    }
    return json instanceof String text ? TEXT + text.length() : VALUE;
  }
}
