// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import java.time.Instant;

/** The image is here and is being installed. */
public record Applying(FirmwareUpdate update, ReportedFirmware reported) implements UnderWay {

  @Override
  public Completed next(Instant now) {
    return new Completed(Reports.completed(reported, update.version(), now));
  }
}
