// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

/**
 * How many calls to the blocking SDK may be under way at once, and how many may wait for one of
 * those to end; further ones are refused at once.
 */
record CallLimits(int inFlight, int waiting) {

  CallLimits {
    if (inFlight < 1 || waiting < 1) {
      throw new IllegalArgumentException("needs 1 or more in flight and 1 or more waiting");
    }
  }

  /** A platform thread each is what bounds them below JDK 24; beyond, the hub's own pace is. */
  static CallLimits forThisJdk() {
    return HubThreads.areVirtual() ? new CallLimits(1_024, 8_192) : new CallLimits(64, 8_192);
  }
}
