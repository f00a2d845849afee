// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

/** A moment at which a device is killed: before or after what it does there reaches the disk. */
enum KillPoint {
  ACCEPTED,
  DOWNLOADING_UNKEPT,
  DOWNLOADING,
  HALF_DOWNLOADED,
  APPLYING_UNKEPT,
  APPLYING,
  INSTALLING,
  HALF_INSTALLED,
  INSTALLED_UNKEPT,
  INSTALLED,
  HALF_CONFIRMED,
  CONFIRMED_UNKEPT,
  CONFIRMED,
  COMPLETED,
  ROLLING_BACK,
  HALF_ROLLED_BACK,
  ROLLED_BACK_UNKEPT,
  ROLLED_BACK,
  FAILED;

  /** Whether it only comes to this where the self-test fails. */
  boolean isOnTheWayBack() {
    return compareTo(ROLLING_BACK) >= 0;
  }
}
