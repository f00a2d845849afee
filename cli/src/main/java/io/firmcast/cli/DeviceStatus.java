// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

/** Whether a device may connect. */
enum DeviceStatus {
  ENABLED,
  DISABLED;

  boolean isEnabled() {
    return this == ENABLED;
  }
}
