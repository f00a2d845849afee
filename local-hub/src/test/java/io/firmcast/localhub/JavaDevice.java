// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;

/** The unmodified Java device SDK against a test hub. */
final class JavaDevice {

  private JavaDevice() {}

  static DeviceClient client(TestHub hub, String deviceId) {
    var options = ClientOptions.builder().sslContext(hub.trust()).build();
    return client(hub, deviceId, options);
  }

  static DeviceClient client(TestHub hub, String deviceId, ClientOptions options) {
    return new DeviceClient(
        hub.hub.deviceConnectionString(deviceId), IotHubClientProtocol.MQTT, options);
  }
}
