// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

/** The name of an {@link Execution}'s state, in the store and in answers. */
public enum ExecutionState {
  QUEUED,
  /** The intent is kept; whether the device was reached is not known yet. */
  TRIGGERING,
  ACCEPTED,
  DOWNLOADING,
  APPLYING,
  /** The device says completed; the version asked for has not been seen yet. */
  CONFIRMING,
  /** The device may or may not do it; its twin will tell. */
  UNKNOWN,
  SUCCEEDED,
  ALREADY_INSTALLED,
  FAILED,
  REJECTED,
  TIMED_OUT
}
