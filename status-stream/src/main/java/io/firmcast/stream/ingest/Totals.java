// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.FirmwareStatus;
import java.time.Instant;
import java.util.Map;

/**
 * How many devices the hub has in each status.
 *
 * @param devices by what they say; under UNKNOWN those that say nothing, or nonsense
 */
public record Totals(Map<FirmwareStatus, Long> devices, Instant countedAt) {

  public Totals {
    devices = Map.copyOf(devices);
  }

  public long all() {
    return devices.values().stream().mapToLong(Long::longValue).sum();
  }
}
