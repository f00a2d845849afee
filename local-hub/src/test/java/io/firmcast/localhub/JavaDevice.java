// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static com.microsoft.azure.sdk.iot.device.IotHubStatusCode.DEVICE_OPERATION_TIMED_OUT;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.firmcast.localhub.identity.Pem;
import java.util.concurrent.Callable;

/** The unmodified Java device SDK against a test hub. */
final class JavaDevice {

  private static final int SDK_PATIENCE_MS = 3_000;
  private static final int ATTEMPTS = 10;

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
   * The device's twin, asked for until it comes. SDK 2.5.0 loses an answer now and then, on two
   * cores one in some hundreds: IotHubTransport.onMessageReceived hands the message to another
   * thread first, which forgets whom to tell, and only then looks up whom to tell.
   */
  static Twin twin(DeviceClient device) throws Exception {
    return patiently(() -> device.getTwin(SDK_PATIENCE_MS));
  }

  /** Reports properties until the SDK has heard that they are in, with the version they made. */
  static int report(InternalClient device, TwinCollection properties) throws Exception {
    return patiently(
        () -> device.updateReportedProperties(properties, SDK_PATIENCE_MS).getVersion());
  }

  private static <T> T patiently(Callable<T> call) throws Exception {
    for (var attempt = 1; ; attempt++) {
      try {
        return call.call();
      } catch (IotHubClientException lost) {
        if (attempt == ATTEMPTS || lost.getStatusCode() != DEVICE_OPERATION_TIMED_OUT) {
          throw lost;
        }
      }
    }
  }
}
