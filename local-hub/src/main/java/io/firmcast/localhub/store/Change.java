// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.store;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one row. The text is asked for on the store's thread, and only for the state
 * that is written: what a later change overtakes is never encoded, so the supplier must close over
 * immutable state.
 *
 * @param text null to delete the row
 */
public record Change(RowKey key, @Nullable Supplier<String> text) {

  public static Change put(RowKey.Kind kind, String id, Supplier<String> text) {
    return new Change(new RowKey(kind, id), text);
  }

  public static Change delete(RowKey.Kind kind, String id) {
    return new Change(new RowKey(kind, id), null);
  }
}
