// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

/** How many calls of each kind one rollout may have under way at the hub. */
record HubLimits(int methods, int reads, int writes) {
  /** Methods wait for devices, so there are more of them than of what the hub answers itself. */
  static final HubLimits DEFAULT = new HubLimits(256, 64, 32);
}
