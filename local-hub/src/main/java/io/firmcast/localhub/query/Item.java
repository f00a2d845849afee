// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import org.jspecify.annotations.Nullable;

/** One column of a result. */
sealed interface Item {

  /** The member's name in a result row. */
  String name();

  /** A value of each row. */
  record Value(Expression expression, String name) implements Item {}

  /** A value of each group; over is null for {@code COUNT()}. */
  record Computed(Aggregate aggregate, @Nullable Expression over, String name) implements Item {}
}
