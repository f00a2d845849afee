// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the value at one path must be for a row to match at all; the row may still fail the rest of
 * the condition. For those who can find rows by their values.
 */
public sealed interface Lookup {

  /** The path, with root names in lower case. */
  List<String> path();

  /** The value is one of these texts, numbers and booleans. */
  record AnyOf(List<String> path, List<Object> values) implements Lookup {}

  /** The value is a text or a number between these, both included; null for no bound. */
  record Between(List<String> path, @Nullable Object low, @Nullable Object high)
      implements Lookup {}
}
