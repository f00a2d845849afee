// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import org.jspecify.annotations.Nullable;

/**
 * A value and a device that has it. Ordered by kind of value, value and device, so that all devices
 * with one value stand together in the order in which queries page.
 *
 * @param value a Boolean, a Double or a String
 */
record Entry(Object value, String key) implements Comparable<Entry> {

  /** Follows every key, for those are ASCII. */
  static final String LAST_KEY = "\uffff";

  /** What a value is filed under; null for what no comparison in a query can hold of. */
  static @Nullable Object filed(@Nullable Object value) {
    if (value instanceof Number number) {
      // As the language compares them: 7 is 7.0, and -0.0 is 0.
      return number.doubleValue() + 0.0;
    }
    return value instanceof String || value instanceof Boolean ? value : null;
  }

  @Override
  public int compareTo(Entry other) {
    var order = compare(value, other.value);
    return order != 0 ? order : key.compareTo(other.key);
  }

  private static int compare(Object a, Object b) {
    if (a instanceof String text && b instanceof String other) {
      return text.compareTo(other);
    }
    if (a instanceof Double number && b instanceof Double other) {
      return number.compareTo(other);
    }
    if (a instanceof Boolean truth && b instanceof Boolean other) {
      return truth.compareTo(other);
    }
    return Integer.compare(rank(a), rank(b));
  }

  private static int rank(Object value) {
    if (value instanceof Boolean) {
      return 0;
    }
    return value instanceof Double ? 1 : 2;
  }
}
