// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import io.firmcast.localhub.identity.Pem;

/** The unmodified Java device SDK against a test hub. */
final class JavaDevice {

  private static final int SDK_PATIENCE_MS = 10_000;

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

  /**
   * The device's twin, asked for up to three times: SDK 2.5.0 can lose an answer that comes before
   * its own threads have noted the question, and then waits in vain.
   */
  static Twin twin(DeviceClient device) throws Exception {
    for (var attempt = 1; ; attempt++) {
      try {
        return device.getTwin(SDK_PATIENCE_MS);
      } catch (IotHubClientException lost) {
        if (attempt == 3) {
          throw lost;
        }
      }
    }
  }
}
