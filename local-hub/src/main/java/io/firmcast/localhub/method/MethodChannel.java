// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.method;

import io.vertx.core.Future;

/** The way to one connected device that listens for methods. */
public interface MethodChannel {

  /**
   * Sends a call; calls reach the device in the order in which they are made.
   *
   * @return the device's reply; fails with a {@link io.firmcast.localhub.failure.HubFailure} when
   *     the time is up or the connection ends
   */
  Future<MethodReply> call(MethodCall call);
}
