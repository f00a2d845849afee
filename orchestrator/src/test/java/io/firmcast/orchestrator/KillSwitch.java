// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Ends this process when it comes to a point for the n-th time, as {@code kill -9} would. */
final class KillSwitch {
  static final int EXIT = 128 + 9;

  private final @Nullable KillPoint at;
  private final AtomicInteger left;

  /**
   * @param at null for never
   * @param occasion 1 for the first
   */
  KillSwitch(@Nullable KillPoint at, int occasion) {
    this.at = at;
    this.left = new AtomicInteger(occasion);
  }

  void reached(KillPoint point) {
    if (point == at && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(EXIT);
    }
  }
}
