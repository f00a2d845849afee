// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.Future;
import java.time.Duration;

/** Makes connections: the difference between one protocol stack and another. */
interface Dialer {
  /** How long the credentials of a connection are good; the hub cuts it then. */
  Duration TOKEN_LIFE = Duration.ofHours(1);

  /**
   * One attempt, on the caller's context, with fresh credentials and a time limit of its own. What
   * comes in may come before the future has succeeded, as the hub remembers subscriptions.
   */
  Future<Connection> dial(Inbound inbound);
}
