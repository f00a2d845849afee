// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubConflictException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** X08 through both unmodified Java SDKs. */
class JavaSdkModuleIT {

  private static TestHub hub;
  private static int count;

  private String deviceId;
  private RegistryClient registry;
  private Module registered;
  private ModuleClient module;

  @BeforeAll
  static void startHub() {
    hub = TestHub.startOn8883("127.0.0.42", null);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void connect() throws Exception {
    deviceId = "java-" + count++;
    hub.device(deviceId);
    registry = new RegistryClient(hub.serviceHost(), credential());
    registered = registry.addModule(new Module(deviceId, "pump"));
    var connectionString =
        "HostName=%s;DeviceId=%s;ModuleId=pump;SharedAccessKey=%s"
            .formatted(hub.host, deviceId, registered.getPrimaryKey());
    var options = ClientOptions.builder().sslContext(hub.trust()).build();
    module = new ModuleClient(connectionString, IotHubClientProtocol.MQTT, options);
    module.open(false);
  }

  @AfterEach
  void disconnect() {
    module.close();
  }

  @Test
  void X08_java_reports_and_is_told_as_a_module() throws Exception {
    var seen = new CopyOnWriteArrayList<TwinCollection>();
    module.subscribeToDesiredProperties(
        (twin, context) -> seen.add(twin.getDesiredProperties()), null);
    var reported = new TwinCollection();
    reported.put("speed", "fast");
    var desired = new Twin(deviceId, "pump");
    desired.getDesiredProperties().put("speed", "slow");

    JavaDevice.report(module, reported);
    twins().patch(desired);

    await().untilAsserted(() -> assertThat(seen).hasSize(1));
    assertThat(seen.get(0)).containsEntry("speed", "slow");
    var twin = twins().get(deviceId, "pump");
    assertThat(twin.getModuleId()).isEqualTo("pump");
    assertThat(twin.getReportedProperties()).containsEntry("speed", "fast");
    assertThat(twins().get(deviceId).getReportedProperties()).doesNotContainKey("speed");
  }

  @Test
  void X08_M10_java_invokes_a_method_on_a_module_and_404010_on_an_unknown_one() throws Exception {
    module.subscribeToMethods(
        (name, payload, context) -> new DirectMethodResponse(202, "of " + name), null);
    var methods = new DirectMethodsClient(hub.serviceHost(), credential());

    var answer = methods.invoke(deviceId, "pump", "prime", options());

    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(answer.getPayload(String.class)).isEqualTo("of prime");
    assertThatThrownBy(() -> methods.invoke(deviceId, "nobody", "prime", options()))
        .isInstanceOfSatisfying(
            IotHubNotFoundException.class, e -> assertThat(e.getErrorCode()).isEqualTo(404010));
  }

  @Test
  void X08_java_sends_telemetry_as_a_module() throws Exception {
    module.sendEvent(new Message("{}"));

    assertThat(twins().get(deviceId, "pump").getConnectionState()).isEqualTo("CONNECTED");
  }

  @Test
  void X08_java_lists_updates_and_removes_modules() throws Exception {
    registry.addModule(new Module(deviceId, "valve"));

    assertThat(registry.getModulesOnDevice(deviceId))
        .extracting(Module::getId)
        .containsExactly("pump", "valve");
    assertThat(registry.getModule(deviceId, "pump").getPrimaryKey())
        .isEqualTo(registered.getPrimaryKey());
    assertThat(registry.updateModule(registered).getETag()).isNotEqualTo(registered.getETag());
    registry.removeModule(deviceId, "valve");
    assertThatThrownBy(() -> registry.getModule(deviceId, "valve"))
        .isInstanceOf(IotHubNotFoundException.class);
    assertThatThrownBy(() -> registry.addModule(new Module(deviceId, "pump")))
        .isInstanceOf(IotHubConflictException.class);
  }

  private static AzureSasCredential credential() {
    return new AzureSasCredential(hub.ownerToken());
  }

  private static TwinClient twins() {
    return new TwinClient(hub.serviceHost(), credential());
  }

  private static DirectMethodRequestOptions options() {
    return DirectMethodRequestOptions.builder()
        .methodConnectTimeoutSeconds(5)
        .methodResponseTimeoutSeconds(5)
        .build();
  }
}
