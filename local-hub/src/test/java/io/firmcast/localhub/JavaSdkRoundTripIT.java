// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both unmodified Java SDKs, one on each side of the hub. */
class JavaSdkRoundTripIT {

  private static TestHub hub;
  private static int count;

  private String deviceId;
  private DeviceClient device;

  @BeforeAll
  static void startHub() {
    hub = TestHub.startOn8883("127.0.0.21", null);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void connect() throws Exception {
    deviceId = "java-" + count++;
    hub.device(deviceId);
    device = JavaDevice.client(hub, deviceId);
    device.open(false);
  }

  @AfterEach
  void disconnect() {
    device.close();
  }

  @Test
  void C02_java_opens_with_our_authority_and_the_host_check_on() {
    var twin = hub.rest().get("/twins/" + deviceId).json();

    assertThat(twin.getString("connectionState")).isEqualTo("Connected");
  }

  @Test
  void M01_java_answers_a_method_of_the_java_service() throws Exception {
    device.subscribeToMethods(
        (name, payload, context) -> new DirectMethodResponse(201, Map.of("name", name)), null);

    var answer = methods().invoke(deviceId, "reboot", options());

    assertThat(answer.getStatus()).isEqualTo(201);
    assertThat(answer.getPayloadAsJsonString()).isEqualTo("{\"name\":\"reboot\"}");
  }

  @Test
  void T05_java_reports_and_gets_version_2() throws Exception {
    device.subscribeToDesiredProperties((twin, context) -> {}, null);
    var reported = new TwinCollection();
    reported.put("firmwareStatus", "standBy");

    var answer = device.updateReportedProperties(reported);

    assertThat(answer.getVersion()).isEqualTo(2);
    var twin = twins().get(deviceId);
    assertThat(twin.getReportedProperties()).containsEntry("firmwareStatus", "standBy");
    assertThat(device.getTwin().getReportedProperties()).containsKey("firmwareStatus");
  }

  @Test
  void T11_java_is_told_of_desired_properties_patched_by_the_java_service() throws Exception {
    var seen = new CopyOnWriteArrayList<TwinCollection>();
    device.subscribeToDesiredProperties(
        (twin, context) -> seen.add(twin.getDesiredProperties()), null);
    var twin = new Twin(deviceId);
    twin.getDesiredProperties().put("channel", "beta");

    twins().patch(twin);

    await().untilAsserted(() -> assertThat(seen).hasSize(1));
    assertThat(seen.get(0)).containsEntry("channel", "beta");
    assertThat(seen.get(0).getVersion()).isEqualTo(2);
  }

  private static TwinClient twins() {
    return new TwinClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()));
  }

  private static DirectMethodsClient methods() {
    return new DirectMethodsClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()));
  }

  private static DirectMethodRequestOptions options() {
    return DirectMethodRequestOptions.builder()
        .methodConnectTimeoutSeconds(5)
        .methodResponseTimeoutSeconds(5)
        .build();
  }
}
