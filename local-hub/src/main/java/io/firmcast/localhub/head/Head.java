// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.head;

import io.vertx.core.Deployable;

/** One protocol on one event loop; several of a kind may share a port. */
public interface Head extends Deployable {

  /** The port that is listened on; 0 while there is none. */
  int port();
}
