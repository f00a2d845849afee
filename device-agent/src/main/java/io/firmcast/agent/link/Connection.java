// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** One connection to the hub, subscribed and usable until it is lost; it never comes back. */
interface Connection {

  Future<DeviceTwin> twin();

  Future<Void> report(JsonObject patch);

  /** Completes, with the reason, when this connection has ended in whatever way. */
  Future<LinkException> lost();

  Future<Void> close();
}
