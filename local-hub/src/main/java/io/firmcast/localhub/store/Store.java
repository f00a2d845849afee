// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.store;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Keeps rows of text. Callable from any thread; futures complete on any thread, in the order of the
 * calls.
 */
public interface Store {

  /** What was found at the start; given once, for the hub holds it from then on. */
  Map<RowKey, String> load();

  /**
   * Writes changes together, later calls after earlier ones.
   *
   * @return completes when the changes are durable
   */
  Future<Void> keep(List<Change> changes);

  /** Writes what is pending and ends. */
  Future<Void> close();

  /** A store that keeps nothing and acknowledges at once. */
  static Store none() {
    return new NoStore();
  }
}
