// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import java.time.Duration;

/** Runs a step once, not before the delay is over. */
@FunctionalInterface
public interface Alarm {

  void in(Duration delay, Runnable step);
}
