// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

/** Whoever a link was opened for. */
public interface LinkListener extends Inbound {

  /**
   * The link is now in that state. At each {@link LinkState.Connected} methods and desired changes
   * are subscribed to again, while what happened before it was not told: read the twin.
   */
  void state(LinkState state);
}
