// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateNames;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the fleet a client wants to see: what agrees with all of this.
 *
 * @param devices these only; empty for all
 * @param prefix that device ids begin with; null for any
 * @param rollout whose update the device is in, or was in last; null for any
 * @param statuses while they are in one of these; empty for any
 */
public record Filter(
    Set<DeviceId> devices,
    @Nullable DeviceId prefix,
    @Nullable String rollout,
    Set<FirmwareStatus> statuses) {

  /** The whole fleet. */
  public static final Filter EVERYTHING = new Filter(Set.of(), null, null, Set.of());

  public Filter {
    devices = Set.copyOf(devices);
    statuses = Set.copyOf(statuses);
  }

  public Filter withDevices(Set<DeviceId> these) {
    return new Filter(these, prefix, rollout, statuses);
  }

  public Filter withStatuses(Set<FirmwareStatus> these) {
    return new Filter(devices, prefix, rollout, these);
  }

  /** Whether this state belongs to what the client sees. */
  public boolean shows(StatusChanged state) {
    return names(state.deviceId())
        && (statuses.isEmpty() || statuses.contains(state.status()))
        && (rollout == null || isOf(rollout, state));
  }

  /**
   * Whether the client must hear of this move: also when the device leaves what it sees, or it
   * would show the old state for ever.
   */
  boolean concerns(Move move) {
    var from = move.from();
    return names(move.to().deviceId()) && (shows(move.to()) || (from != null && shows(from)));
  }

  private boolean names(DeviceId device) {
    return (devices.isEmpty() || devices.contains(device))
        && (prefix == null || device.value().startsWith(prefix.value()));
  }

  private static boolean isOf(String rollout, StatusChanged state) {
    var update = state.updateId();
    return update != null && UpdateNames.isOf(update, rollout, state.deviceId());
  }
}
