// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.auth.AuthenticationType;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.firmcast.localhub.head.Tls;
import io.firmcast.localhub.identity.Thumbprints;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** X07 through both unmodified Java SDKs, with each TLS engine that runs here. */
class JavaSdkX509IT {

  static List<Tls> engines() {
    return X509IT.engines();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void X07_java_registers_a_thumbprint_and_connects_with_its_certificate(Tls tls) throws Exception {
    try (var hub = start(tls)) {
      var certificate = Certificate.selfSigned("anything");
      var device = new Device("java1", AuthenticationType.SELF_SIGNED);
      device.setThumbprint(
          Thumbprints.of(certificate.own()), Thumbprints.of(Certificate.selfSigned("x").own()));
      var created = registry(hub).addDevice(device);

      assertThat(created.getPrimaryThumbprint()).isEqualTo(device.getPrimaryThumbprint());
      var first = report(hub, certificate);
      var second = report(client(hub, certificate, IotHubClientProtocol.MQTT_WS));
      assertThat(second).isGreaterThan(first);
      var twin = new TwinClient(hub.serviceHost(), credential(hub)).get("java1");
      assertThat(twin.getReportedProperties()).containsEntry("by", "certificate");
      refused(hub, Certificate.selfSigned("anything"));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void X07_java_connects_with_a_certificate_of_a_registered_authority(Tls tls) throws Exception {
    try (var hub = start(tls)) {
      var root = Certificate.authority("Plant");
      TestHub.await(hub.hub.access().registerDeviceAuthority(root.pem()));
      var device = new Device("java1", AuthenticationType.CERTIFICATE_AUTHORITY);
      registry(hub).addDevice(device);

      assertThat(report(hub, root.signAuthority("Line").sign("java1"))).isPositive();
      refused(hub, root.sign("java2"));
    }
  }

  private static TestHub start(Tls tls) {
    return TestHub.start(new LocalHubSettings("127.0.0.44", 8883, 0, null).withTls(tls));
  }

  private static int report(TestHub hub, Certificate certificate) throws Exception {
    return report(client(hub, certificate, IotHubClientProtocol.MQTT));
  }

  private static int report(DeviceClient client) throws Exception {
    client.open(false);
    client.subscribeToDesiredProperties((twin, context) -> {}, null);
    var reported = new TwinCollection();
    reported.put("by", "certificate");
    var version = JavaDevice.report(client, reported);
    client.close();
    return version;
  }

  private static void refused(TestHub hub, Certificate certificate) {
    var client = client(hub, certificate, IotHubClientProtocol.MQTT);

    assertThatThrownBy(() -> client.open(false))
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            e -> assertThat(e.getStatusCode()).isEqualTo(IotHubStatusCode.UNAUTHORIZED));
  }

  private static DeviceClient client(
      TestHub hub, Certificate certificate, IotHubClientProtocol protocol) {
    var options = ClientOptions.builder().sslContext(hub.trust(certificate.keyManagers())).build();
    var connectionString =
        "HostName=%s;DeviceId=java1;x509=true".formatted(hub.host)
            + (protocol == IotHubClientProtocol.MQTT_WS
                ? ";GatewayHostName=" + hub.serviceHost()
                : "");
    return new DeviceClient(connectionString, protocol, options);
  }

  private static RegistryClient registry(TestHub hub) {
    return new RegistryClient(hub.serviceHost(), credential(hub));
  }

  private static AzureSasCredential credential(TestHub hub) {
    return new AzureSasCredential(hub.ownerToken());
  }
}
