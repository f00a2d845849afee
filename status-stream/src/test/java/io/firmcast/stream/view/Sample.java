// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import java.time.Instant;

/** Changes as tests need them. */
final class Sample {
  private Sample() {}

  static StatusChanged change(String device, FirmwareStatus status, long version) {
    var at = Instant.parse("2026-11-20T12:00:00Z").plusSeconds(version);
    return new StatusChanged(new DeviceId(device), status, at, version, null, null, null);
  }
}
