// SPDX-License-Identifier: Apache-2.0
package io.firmcast.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionStringTest {
  private static final String SERVICE =
      "HostName=127.0.0.1:8443;SharedAccessKeyName=iothubowner;SharedAccessKey=c2VjcmV0a2V5PT0=";

  @Test
  void a_service_string_keeps_its_port_and_the_padding_of_its_key() {
    var service = ConnectionString.parse(SERVICE);

    assertThat(service.hostName()).isEqualTo("127.0.0.1:8443");
    assertThat(service.host()).isEqualTo("127.0.0.1");
    assertThat(service.policy()).isEqualTo("iothubowner");
    assertThat(service.sharedAccessKey()).isEqualTo("c2VjcmV0a2V5PT0=");
  }

  @Test
  void the_key_never_shows() {
    assertThat(ConnectionString.parse(SERVICE).toString())
        .contains("iothubowner")
        .doesNotContain("c2Vjc");
  }

  @ParameterizedTest
  @CsvSource({
    "'', no HostName",
    "HostName=h.example, no SharedAccessKey",
    "SharedAccessKey=a2V5, no HostName",
    "HostName=h.example;SharedAccessKey=?!, is not base64"
  })
  void what_is_missing_is_named_without_the_key(String text, String complaint) {
    assertThatThrownBy(() -> ConnectionString.parse(text)).hasMessageContaining(complaint);
  }

  @Test
  void a_device_with_a_certificate_has_no_key() {
    var certified = ConnectionString.parse("HostName=h.example;DeviceId=a;x509=true");

    assertThat(certified.isX509()).isTrue();
    assertThat(certified.toString()).isEqualTo("HostName=h.example;DeviceId=a;x509=true");
    assertThat(ConnectionString.parse(SERVICE).isX509()).isFalse();
    assertThatThrownBy(() -> ConnectionString.parse("HostName=h.example;x509=true"))
        .hasMessageContaining("no SharedAccessKey");
  }

  @Test
  void a_device_id_may_have_every_legal_character() {
    var id = "-:.+%_#*?!(),=@$';a;b=c";

    var device =
        ConnectionString.parse("HostName=h.example;DeviceId=" + id + ";SharedAccessKey=a2V5;");

    assertThat(device.deviceId()).isEqualTo(id);
    assertThat(device.sharedAccessKey()).isEqualTo("a2V5");
  }

  @Test
  void C06_a_token_signs_the_encoded_resource() {
    var token = SasToken.forService(ConnectionString.parse(SERVICE), Instant.ofEpochSecond(1000));

    assertThat(token)
        .startsWith("SharedAccessSignature sr=127.0.0.1&sig=")
        .endsWith("&se=1000&skn=iothubowner");
  }

  @Test
  void a_device_token_is_for_that_device_alone() {
    var device = ConnectionString.parse("HostName=h.example;DeviceId=a#b;SharedAccessKey=a2V5");

    assertThat(SasToken.forDevice(device, Instant.ofEpochSecond(1000)))
        .contains("sr=h.example%2Fdevices%2Fa%23b&")
        .doesNotContain("skn");
  }
}
