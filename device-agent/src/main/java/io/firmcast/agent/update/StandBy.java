// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.ReportedFirmware;
import java.time.Instant;

/** The device has started and waits to be asked. */
public record StandBy(ReportedFirmware reported) implements Settled {

  /**
   * A device that has just started, told by its twin what it was before: version, last update and
   * history go on. An update that its predecessor did not finish is entered in the history as
   * failed: nobody works on it any more, and whoever waits for its end must see one.
   *
   * @param version reported where the twin names none
   */
  public static StandBy started(ReportedFirmware before, String version, Instant now) {
    return new StandBy(Reports.started(before, version, now));
  }
}
