// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import com.microsoft.azure.sdk.iot.service.twin.TwinCollection;
import io.firmcast.contract.DeviceId;

/** The SDK's twin as ours. */
final class SdkTwin {
  private SdkTwin() {}

  static Twin toOurs(DeviceId device, com.microsoft.azure.sdk.iot.service.twin.Twin twin) {
    var desired = twin.getDesiredProperties();
    var reported = twin.getReportedProperties();
    return new Twin(
        device,
        // The SDK gives the name of its enum constant, not the text of the wire.
        "CONNECTED".equalsIgnoreCase(twin.getConnectionState()),
        PlainJson.object(desired),
        version(desired),
        PlainJson.object(reported),
        version(reported));
  }

  private static long version(TwinCollection section) {
    var version = section.getVersion();
    return version == null ? 0 : version;
  }
}
