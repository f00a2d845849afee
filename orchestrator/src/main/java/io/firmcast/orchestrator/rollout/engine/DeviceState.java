// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/** How far a device is in a rollout. */
public enum DeviceState {
  /** To be started as soon as pace, windows and waves allow. */
  QUEUED,
  /** Not startable for a reason of its own: {@link Wait}. */
  WAITING,
  TRIGGERING,
  /** It may or may not do it; its twin will tell. */
  UNKNOWN,
  ACCEPTED,
  DOWNLOADING,
  APPLYING,
  /** It says completed; the version asked for has not been seen yet. */
  CONFIRMING,
  SUCCEEDED,
  ALREADY_INSTALLED,
  FAILED,
  TIMED_OUT,
  REJECTED,
  CANCELED,
  SUPERSEDED,
  REMOVED,
  /** It has the earlier firmware again. */
  ROLLED_BACK;

  /** Nothing more will happen unless a person asks for it or a rollback does. */
  public boolean isOver() {
    return compareTo(SUCCEEDED) >= 0;
  }

  /** It counts against the in-flight limit. */
  public boolean isInFlight() {
    return compareTo(TRIGGERING) >= 0 && compareTo(CONFIRMING) <= 0;
  }

  /** The device itself is at it. */
  public boolean isUnderWay() {
    return compareTo(ACCEPTED) >= 0 && compareTo(CONFIRMING) <= 0;
  }

  /** It has the firmware. */
  public boolean isSuccess() {
    return this == SUCCEEDED || this == ALREADY_INSTALLED;
  }

  /** It is no longer one that a wave is measured by. */
  public boolean isOutside() {
    return this == CANCELED || this == SUPERSEDED || this == REMOVED;
  }
}
