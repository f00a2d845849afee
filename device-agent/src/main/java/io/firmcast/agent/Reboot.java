// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import java.time.Duration;

/**
 * The work of a phase ends with the device going down: nothing is reported or remembered of it, and
 * after a while the device starts anew with what it remembers.
 */
public final class Reboot extends RuntimeException {
  private final Duration down;

  public Reboot(Duration down) {
    super("the device goes down for " + down.toMillis() + " ms", null, false, false);
    this.down = down;
  }

  Duration down() {
    return down;
  }
}
