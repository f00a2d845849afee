// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import java.time.InstantSource;

/**
 * Tells that a device is active, at most once a second: each message is, and the record of the
 * device is locked for each. Confined to the connection's context.
 */
final class Activity {

  private static final long FINENESS_MS = 1000;

  private final InstantSource clock;
  private final Runnable tell;
  private long told;

  Activity(InstantSource clock, Runnable tell) {
    this.clock = clock;
    this.tell = tell;
  }

  /** The device has sent something. */
  void now() {
    var now = clock.millis();
    if (now - told >= FINENESS_MS) {
      told = now;
      tell.run();
    }
  }
}
