// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.hub.Twin;
import org.jspecify.annotations.Nullable;

/**
 * A twin as far as this service understands it.
 *
 * @param version the {@code $version} of its reported section
 * @param nonsense what is wrong with it; {@code firmware} then says nothing
 */
record Reading(
    DeviceId device, long version, ReportedFirmware firmware, @Nullable String nonsense) {

  static Reading of(Twin twin) {
    try {
      var firmware = ReportedFirmware.fromReported(twin.reported());
      return new Reading(twin.deviceId(), twin.reportedVersion(), firmware, null);
    } catch (BadMessage bad) {
      return new Reading(
          twin.deviceId(), twin.reportedVersion(), ReportedFirmware.UNKNOWN, bad.sentence());
    }
  }
}
