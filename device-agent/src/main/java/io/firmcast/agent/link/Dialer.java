// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.Future;

/** Makes connections: the difference between one protocol stack and another. */
interface Dialer {
  /**
   * One attempt, on the caller's context, with fresh credentials and a time limit of its own. What
   * comes in may come before the future has succeeded, as the hub remembers subscriptions.
   */
  Future<Connection> dial(Inbound inbound);
}
