// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub in a process of its own is killed with SIGKILL under Java clients that stay open. */
class JavaSdkKilledHubIT {

  private static final String HOST = "127.0.0.55";
  private static final int DEVICES = 3;

  private final Map<String, List<IotHubConnectionStatus>> states = new ConcurrentHashMap<>();
  private final List<String> desired = new CopyOnWriteArrayList<>();

  @Test
  void C15b_S01_S02_S05_clients_are_connected_again_and_get_methods_and_desired_properties(
      @TempDir Path data) throws Exception {
    var connectionStrings = new ArrayList<String>();
    try (var hub = TestHub.startOn8883(HOST, data)) {
      for (int i = 0; i < DEVICES; i++) {
        hub.device("java" + i);
        connectionStrings.add(hub.hub.deviceConnectionString("java" + i));
      }
    }
    var authority = Files.readString(data.resolve("ca.pem"));
    var devices = new ArrayList<DeviceClient>();

    try (var process = HubProcess.start(HOST, data)) {
      for (int i = 0; i < DEVICES; i++) {
        devices.add(open("java" + i, connectionStrings.get(i), authority));
      }
      process.kill();
      await().until(() -> lastStates(IotHubConnectionStatus.DISCONNECTED_RETRYING));
    }

    try (var hub = TestHub.startOn8883(HOST, data)) {
      assertThat(hub.hub.caPem()).isEqualTo(authority);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> lastStates(IotHubConnectionStatus.CONNECTED));
      assertThat(states.values())
          .allSatisfy(s -> assertThat(s).doesNotContain(IotHubConnectionStatus.DISCONNECTED));
      for (int i = 0; i < DEVICES; i++) {
        assertThat(invoke(hub, "java" + i).getString("payload")).isEqualTo("back");
        assertThat(reported(hub, "java" + i).getString("name")).isEqualTo("java" + i);
        desire(hub, "java" + i);
      }
      await().until(() -> desired.size() == DEVICES);
      assertThat(hub.hub.witness().calls()).hasSize(DEVICES);
      devices.forEach(DeviceClient::close);
    }
  }

  private DeviceClient open(String name, String connectionString, String authority)
      throws Exception {
    var device = JavaDevice.client(connectionString, authority);
    states.put(name, new CopyOnWriteArrayList<>());
    device.setConnectionStatusChangeCallback(
        change -> states.get(name).add(change.getNewStatus()), null);
    device.open(false);
    device.subscribeToMethods((m, p, c) -> new DirectMethodResponse(200, m), null);
    device.subscribeToDesiredProperties((change, context) -> desired.add(name), null);
    var reported = new TwinCollection();
    reported.put("name", name);
    JavaDevice.report(device, reported);
    return device;
  }

  private boolean lastStates(IotHubConnectionStatus wanted) {
    return states.values().stream().allMatch(s -> s.get(s.size() - 1) == wanted);
  }

  private static JsonObject invoke(TestHub hub, String deviceId) {
    var body =
        "{\"methodName\":\"back\",\"connectTimeoutInSeconds\":5,\"responseTimeoutInSeconds\":5}";
    return hub.rest().sendText("POST", "/twins/" + deviceId + "/methods", body).json();
  }

  private static JsonObject reported(TestHub hub, String deviceId) {
    var twin = hub.rest().get("/twins/" + deviceId).json();
    return twin.getJsonObject("properties").getJsonObject("reported");
  }

  private static void desire(TestHub hub, String deviceId) {
    var body = "{\"properties\":{\"desired\":{\"a\":1}}}";
    hub.rest().sendText("PATCH", "/twins/" + deviceId, body);
  }
}
