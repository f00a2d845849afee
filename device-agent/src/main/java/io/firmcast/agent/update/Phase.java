// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;

/** Where a device stands, together with all that its twin then says. */
public sealed interface Phase permits Settled, UnderWay {

  /** The whole of what the device reports in this phase, not only what is new in it. */
  ReportedFirmware reported();

  /** How the twin spells this phase; waiting is spelled as stand by. */
  default FirmwareStatus status() {
    return reported().status();
  }
}
