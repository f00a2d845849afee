// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.Registry;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Future;

/** Registers devices patiently. */
record Registration(Patience patience, Registry registry) {

  Future<ConnectionString> ensure(DeviceId device) {
    return patience.ask(() -> registry.ensure(device));
  }
}
