// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import java.util.Set;

/**
 * Which part of the fleet a client wants to see.
 *
 * @param devices these only; empty for all
 * @param statuses while they are in one of these; empty for any
 */
public record Filter(Set<DeviceId> devices, Set<FirmwareStatus> statuses) {

  /** The whole fleet. */
  public static final Filter EVERYTHING = new Filter(Set.of(), Set.of());

  public Filter {
    devices = Set.copyOf(devices);
    statuses = Set.copyOf(statuses);
  }

  /** Whether this state belongs to what the client sees. */
  boolean shows(StatusChanged state) {
    return concerns(state.deviceId()) && shows(state.status());
  }

  /**
   * Whether the client must hear of this move: also when the device leaves what it sees, or it
   * would show the old state for ever.
   */
  boolean concerns(Move move) {
    var from = move.from();
    return concerns(move.to().deviceId())
        && (shows(move.to().status()) || (from != null && shows(from)));
  }

  private boolean concerns(DeviceId device) {
    return devices.isEmpty() || devices.contains(device);
  }

  private boolean shows(FirmwareStatus status) {
    return statuses.isEmpty() || statuses.contains(status);
  }
}
