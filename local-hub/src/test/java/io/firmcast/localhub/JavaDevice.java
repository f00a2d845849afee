// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import io.firmcast.localhub.identity.Pem;

/** The unmodified Java device SDK against a test hub. */
final class JavaDevice {

  private JavaDevice() {}

  static DeviceClient client(TestHub hub, String deviceId) {
    var options = ClientOptions.builder().sslContext(hub.trust()).build();
    return client(hub, deviceId, options);
  }

  /** For a hub of which no more is known than its authority's certificate. */
  static DeviceClient client(String connectionString, String authority) {
    var options = ClientOptions.builder().sslContext(Pem.trusting(authority)).build();
    return new DeviceClient(connectionString, IotHubClientProtocol.MQTT, options);
  }

  static DeviceClient client(TestHub hub, String deviceId, ClientOptions options) {
    return new DeviceClient(
        hub.hub.deviceConnectionString(deviceId), IotHubClientProtocol.MQTT, options);
  }
}
