// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

/** What a rollout does about a device that an older rollout has not finished with. */
public enum WhenTaken {
  /** The older rollout lets go of the device. */
  SUPERSEDE,
  /** This rollout waits until the older one is done with it. */
  WAIT
}
