// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import com.microsoft.azure.sdk.iot.service.twin.TwinCollection;
import io.firmcast.contract.DeviceId;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** A change of desired properties, as the SDK wants to be told. */
  static com.microsoft.azure.sdk.iot.service.twin.Twin desiring(String device, JsonObject patch) {
    var twin = new com.microsoft.azure.sdk.iot.service.twin.Twin(device);
    twin.getDesiredProperties().putAll(members(patch));
    return twin;
  }

  private static Map<String, @Nullable Object> members(JsonObject object) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    object.forEach(
        entry ->
            members.put(
                entry.getKey(),
                entry.getValue() instanceof JsonObject inner ? members(inner) : entry.getValue()));
    return members;
  }

  private static long version(TwinCollection section) {
    var version = section.getVersion();
    return version == null ? 0 : version;
  }
}
