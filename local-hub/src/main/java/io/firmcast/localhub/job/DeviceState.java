// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import java.util.Locale;

/**
 * Where a job stands with one device. The real hub also has {@code scheduled} and {@code canceled},
 * with one l; here a job that has not begun has no devices yet, and one that has cannot be
 * cancelled.
 */
enum DeviceState {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean ended() {
    return this == COMPLETED || this == FAILED;
  }
}
