// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.exceptions.ErrorCodeDescription;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubGatewayTimeoutException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubPreconditionFailedException;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.time.Duration;
import java.util.Base64;
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

    var version = JavaDevice.report(device, reported);

    assertThat(version).isGreaterThanOrEqualTo(2);
    var twin = twins().get(deviceId);
    assertThat(twin.getReportedProperties()).containsEntry("firmwareStatus", "standBy");
    assertThat(JavaDevice.twin(device).getReportedProperties()).containsKey("firmwareStatus");
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

  @Test
  void C08_java_with_a_wrong_key_fails_as_unauthorized() {
    var wrong =
        "HostName=%s;DeviceId=%s;SharedAccessKey=%s"
            .formatted(hub.host, deviceId, Base64.getEncoder().encodeToString(new byte[32]));
    var options = ClientOptions.builder().sslContext(hub.trust()).build();
    var intruder = new DeviceClient(wrong, IotHubClientProtocol.MQTT, options);

    assertThatThrownBy(() -> intruder.open(false))
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            e -> assertThat(e.getStatusCode()).isEqualTo(IotHubStatusCode.UNAUTHORIZED));
  }

  @Test
  void C18_S01_java_reconnects_when_its_token_expires_and_methods_still_reach_it()
      throws Exception {
    device.close();
    var options = ClientOptions.builder().sslContext(hub.trust()).sasTokenExpiryTime(2).build();
    device = JavaDevice.client(hub, deviceId, options);
    var states = new CopyOnWriteArrayList<IotHubConnectionStatus>();
    device.setConnectionStatusChangeCallback(change -> states.add(change.getNewStatus()), null);
    device.open(false);
    device.subscribeToMethods(
        (name, payload, context) -> new DirectMethodResponse(200, name), null);

    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () ->
                states.contains(IotHubConnectionStatus.DISCONNECTED_RETRYING)
                    && states.get(states.size() - 1) == IotHubConnectionStatus.CONNECTED);

    assertThat(methods().invoke(deviceId, "again", options()).getStatus()).isEqualTo(200);
  }

  @Test
  void T08_java_shows_a_broken_rule_as_bad_format_at_once() throws Exception {
    device.subscribeToDesiredProperties((twin, context) -> {}, null);
    var reported = new TwinCollection();
    reported.put("long", "x".repeat(5000));

    assertThatThrownBy(() -> JavaDevice.report(device, reported))
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            e -> assertThat(e.getStatusCode()).isEqualTo(IotHubStatusCode.BAD_FORMAT));
  }

  @Test
  void M04_java_sees_404001_for_an_unregistered_device() {
    assertThatThrownBy(() -> methods().invoke("nobody", "m", options()))
        .isInstanceOfSatisfying(
            IotHubNotFoundException.class,
            e ->
                assertThat(e.getErrorCodeDescription())
                    .isEqualTo(ErrorCodeDescription.DeviceNotFound));
  }

  @Test
  void M05_java_sees_404103_for_an_offline_device() {
    hub.device("offline-" + deviceId);
    // Left alone, the SDK lets the hub wait 200 s for the device.
    var now =
        DirectMethodRequestOptions.builder()
            .methodConnectTimeoutSeconds(0)
            .methodResponseTimeoutSeconds(5)
            .build();

    assertThatThrownBy(() -> methods().invoke("offline-" + deviceId, "m", now))
        .isInstanceOfSatisfying(
            IotHubNotFoundException.class, e -> assertThat(e.getErrorCode()).isEqualTo(404103));
  }

  @Test
  void M14_a_java_handler_that_throws_ends_as_504101() throws Exception {
    device.subscribeToMethods(
        (name, payload, context) -> {
          throw new IllegalStateException("on purpose");
        },
        null);

    assertThatThrownBy(() -> methods().invoke(deviceId, "m", options()))
        .isInstanceOfSatisfying(
            IotHubGatewayTimeoutException.class,
            e -> assertThat(e.getErrorCode()).isEqualTo(504101));
  }

  @Test
  void R12_R15_java_creates_reads_and_removes_a_device() throws Exception {
    var registry = new RegistryClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()));
    var created = registry.addDevice(new Device("new-" + deviceId));
    var read = registry.getDevice(created.getDeviceId());
    registry.removeDevice(read);

    assertThat(read.getPrimaryKey()).isEqualTo(created.getPrimaryKey()).isNotBlank();
    assertThatThrownBy(() -> registry.getDevice(read.getDeviceId()))
        .isInstanceOf(IotHubNotFoundException.class);
  }

  @Test
  void R06_java_patches_with_its_bare_etag_and_fails_with_a_stale_one() throws Exception {
    var twin = twins().get(deviceId);
    twin.getTags().put("site", "north");

    twins().patch(twin, twin.getETag());

    assertThat(twins().get(deviceId).getTags()).containsEntry("site", "north");
    assertThatThrownBy(() -> twins().patch(twin, twin.getETag()))
        .isInstanceOf(IotHubPreconditionFailedException.class);
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
