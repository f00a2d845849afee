// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a device must know again after a restart, so that no update happens twice and no report
 * is lost.
 *
 * @param reported the last report, whether or not the hub has heard it; where an update is under
 *     way, its status tells in which phase ({@code STAND_BY}: accepted, not yet begun)
 * @param underWay the update that is being worked on, always with its id; null where none is
 * @param ended the newest updates that are over, oldest first
 * @param epoch the highest that an accepted request has shown
 * @param desiredVersion the highest {@code $version} of desired properties that were acted on
 */
public record Remembered(
    ReportedFirmware reported,
    @Nullable FirmwareUpdate underWay,
    List<Ended> ended,
    long epoch,
    long desiredVersion) {

  public Remembered {
    if (underWay != null && underWay.updateId() == null) {
      throw new IllegalArgumentException("an update is under way without an id");
    }
    ended = List.copyOf(ended);
  }
}
