// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

/** How far the installation of an update is; each is written down before it begins. */
public enum Step {
  /** The new image is being put into the inactive slot, and made the one to run. */
  INSTALLING,
  /** It runs, and has not yet proved itself. */
  INSTALLED,
  /** It has; there is no way back. */
  CONFIRMED,
  /** The old image is being made the one to run again. */
  ROLLING_BACK,
  /** It is; the update has failed. */
  ROLLED_BACK
}
