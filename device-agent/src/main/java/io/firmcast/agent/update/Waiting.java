// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import java.time.Instant;

/** Accepted, not yet begun. */
public record Waiting(FirmwareUpdate update, ReportedFirmware reported) implements UnderWay {

  @Override
  public Downloading next(Instant now) {
    return new Downloading(update, Reports.downloading(reported, now));
  }
}
