// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import java.time.Instant;

/** The image is being fetched. */
public record Downloading(FirmwareUpdate update, ReportedFirmware reported) implements UnderWay {

  @Override
  public Applying next(Instant now) {
    return new Applying(update, Reports.applying(reported, now));
  }
}
