// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The records that were met, each looked at once. */
final class Shapes {
  /** The field that tells the variants of a sealed type apart. */
  static final String TAG = "type";

  private final Map<Class<?>, Shape> known = new ConcurrentHashMap<>();

  Shape of(Class<?> type) {
    var shape = known.get(type);
    return shape == null ? known.computeIfAbsent(type, Shape::of) : shape;
  }
}
