// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;
import org.jspecify.annotations.Nullable;

/** One device that is played: what it is at, and what its twin says. */
final class PlayedDevice {
  /** 0 for online from the beginning. */
  final long onlineFrom;

  final boolean refuses;

  /** The update it is at, or was at last; it does none twice. */
  @Nullable UpdateId update;

  /** What its desired property asks for. */
  @Nullable UpdateId desired;

  FirmwareStatus status = FirmwareStatus.UNKNOWN;
  long twinVersion;

  PlayedDevice(long onlineFrom, boolean refuses) {
    this.onlineFrom = onlineFrom;
    this.refuses = refuses;
  }

  boolean isOnline(long now) {
    return now >= onlineFrom;
  }

  boolean isBusy() {
    return update != null && status != FirmwareStatus.COMPLETED && status != FirmwareStatus.FAILED;
  }
}
