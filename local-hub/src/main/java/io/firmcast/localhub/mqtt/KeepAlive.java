// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.vertx.core.Vertx;

/**
 * Ends a connection whose device keeps silent, where vertx-mqtt does not: it takes a keep-alive of
 * 0 for none and knows no upper limit, while IoT Hub closes every silent connection after 1767 s at
 * the latest. Confined to the connection's context.
 */
final class KeepAlive {

  private static final int LONGEST_SECONDS = 1177;
  private static final long LONGEST_SILENCE_MS = 1_767_000;

  private final Vertx vertx;
  private final boolean needed;
  private final Runnable tooSilent;
  private long timer = -1;

  KeepAlive(Vertx vertx, int keepAliveSeconds, Runnable tooSilent) {
    this.vertx = vertx;
    this.needed = keepAliveSeconds == 0 || keepAliveSeconds > LONGEST_SECONDS;
    this.tooSilent = tooSilent;
    heard();
  }

  /** A packet came. */
  void heard() {
    if (needed) {
      cancel();
      timer = vertx.setTimer(LONGEST_SILENCE_MS, id -> tooSilent.run());
    }
  }

  void cancel() {
    vertx.cancelTimer(timer);
  }
}
