// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.contract.DeviceId;
import io.vertx.core.Future;
import java.util.List;

/** The hub's list of devices that may connect, many at a time. */
public interface BulkRegistry {
  /** As many devices as a hub takes in one request. */
  int AT_ONCE = 100;

  /**
   * Registers those that the hub does not know, with keys that it makes, and leaves the others as
   * they are. Safe to call from several processes at once, and again. Fails with a {@link
   * HubException}; some may be registered then.
   *
   * @param devices at most {@link #AT_ONCE}, each once
   */
  Future<Void> createMissing(List<DeviceId> devices);
}
