// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.fault.FaultRule;

/** Rules that several tests need. */
final class FaultRules {

  private FaultRules() {}

  /** Cuts connections as soon as they are there, again and again. */
  static FaultRule killSoon(String devices) {
    return FaultRule.of("kill-connection:time=100ms").withDevices(devices);
  }

  static FaultRule refuseConnect(String devices) {
    return FaultRule.of("refuse-connect").withDevices(devices);
  }
}
