// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.contract.DeviceId;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Future;

/**
 * The hub's list of devices that may connect, as far as agents that register themselves need it.
 */
public interface Registry {

  /**
   * What the device connects with: its own connection string, after creating it with fresh keys
   * where the hub did not know it. Safe to call from several processes at once. Fails with a {@link
   * HubException}.
   */
  Future<ConnectionString> ensure(DeviceId device);
}
