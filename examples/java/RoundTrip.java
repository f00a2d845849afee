// SPDX-License-Identifier: Apache-2.0

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.util.Map;

/**
 * A device and a service on the unmodified Azure SDKs, as docs/local-hub.md starts it. The hub's
 * authority is in the JVM's trust store, so nothing here is different from Azure.
 */
public final class RoundTrip {
  public static void main(String[] arguments) throws Exception {
    String id = arguments[0];

    var device =
        new DeviceClient(
            System.getenv("IOTHUB_DEVICE_CONNECTION_STRING"), IotHubClientProtocol.MQTT);
    device.open(true);
    device.subscribeToMethods(
        (name, payload, context) -> new DirectMethodResponse(200, Map.of("did", name)), null);
    device.subscribeToDesiredProperties((twin, context) -> {}, null);
    var reported = new TwinCollection();
    reported.put("battery", 87);
    device.updateReportedProperties(reported);

    String service = System.getenv("IOTHUB_CONNECTION_STRING");
    var answer = new DirectMethodsClient(service).invoke(id, "reboot", withinSeconds(10));
    System.out.println("method  " + answer.getStatus() + " " + answer.getPayloadAsJsonString());
    System.out.println("twin    " + new TwinClient(service).get(id).getReportedProperties());
    var rows = new QueryClient(service).queryRaw("SELECT deviceId FROM devices");
    System.out.println("query   " + rows.next());

    device.close();
    System.exit(0); // the SDK leaves a thread that sleeps
  }

  /** Always set both: by default the SDK lets the hub wait 200 s and itself only 24. */
  private static DirectMethodRequestOptions withinSeconds(int seconds) {
    return DirectMethodRequestOptions.builder()
        .methodConnectTimeoutSeconds(0)
        .methodResponseTimeoutSeconds(seconds)
        .build();
  }
}
