// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.Transition;
import io.firmcast.contract.UpdateId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device has said about one update, and in which version of its reported properties. Of two
 * sightings the one of the higher version is the newer, whichever arrived first.
 *
 * @param version the firmware version the device said it runs; null where that is not known for
 *     this update
 */
public record Sighting(
    FirmwareStatus status,
    long reportedVersion,
    @Nullable String version,
    @Nullable FirmwareError error) {

  /** What the event says of that update; nothing, if it speaks of another or of none. */
  public static Optional<Sighting> in(StatusChanged change, UpdateId update) {
    return update.equals(change.updateId()) && change.status() != FirmwareStatus.UNKNOWN
        ? Optional.of(
            new Sighting(
                change.status(), change.reportedVersion(), change.version(), change.error()))
        : Optional.empty();
  }

  /**
   * What the twin says of that update, by its status or, where the device has gone on to stand by
   * or to another update, by its history.
   */
  public static Optional<Sighting> in(
      ReportedFirmware reported, long reportedVersion, UpdateId update) {
    var current = update.equals(reported.updateId());
    if (reported.status() == FirmwareStatus.UNKNOWN) {
      return Optional.empty();
    }
    if (current && reported.status() != FirmwareStatus.STAND_BY) {
      return Optional.of(
          new Sighting(reported.status(), reportedVersion, reported.version(), reported.error()));
    }
    var remembered =
        reported.history().stream()
            .filter(line -> update.equals(line.updateId()))
            .map(Transition::status)
            .reduce((older, newer) -> newer);
    var status = current ? Optional.of(remembered.orElse(reported.status())) : remembered;
    return status.map(
        it ->
            new Sighting(
                it,
                reportedVersion,
                current ? reported.version() : null,
                current ? reported.error() : null));
  }
}
