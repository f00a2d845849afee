// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import org.jspecify.annotations.Nullable;

/**
 * Told of every change of a device's record but the time of its last activity, as soon as it is
 * made and before it is durable; for one device in the order of the changes. Called on the hot path
 * and while the record is locked: be quick, do not throw, do not call back.
 */
@FunctionalInterface
public interface Follower {

  /**
   * A record changed.
   *
   * @param key the device's key in the registry
   * @param before null if there was none
   * @param after null if there is none any more
   */
  void changed(String key, @Nullable Device before, @Nullable Device after);
}
