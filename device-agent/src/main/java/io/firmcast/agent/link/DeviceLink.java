// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * One device's way to its hub, which comes back by itself whenever it is lost. To be used from one
 * Vert.x context, the one that opened it; everything it calls back is called there. Failures are
 * {@link LinkException}.
 */
public interface DeviceLink {

  /**
   * Begins to connect, and succeeds without waiting for it: a hub that cannot be reached, or
   * refuses the device, is told to {@link LinkListener#state} and tried again until the link is
   * closed.
   */
  Future<Void> open(LinkListener listener);

  /** The device's twin as it is now. */
  Future<DeviceTwin> twin();

  /**
   * Merges the patch into the reported properties; succeeds when the hub has acknowledged it. After
   * a failure that is not {@link LinkException.Reason#BAD_REQUEST} it may or may not have arrived.
   */
  Future<Void> report(JsonObject patch);

  /** Disconnects, and never comes back; calls nothing back from then on. */
  Future<Void> close();
}
