// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/** Why a device is {@link DeviceState#WAITING}. */
public enum Wait {
  NONE,
  /** Offline, and nothing is written for it; it is tried again. */
  OFFLINE,
  /** Offline, and the desired property stands in its twin, or is being written. */
  PARKED,
  /** The pause before another try that the device made necessary. */
  RETRY,
  /** The pause before another try that the hub made necessary. */
  HUB,
  /** Another rollout is at it. */
  HELD
}
