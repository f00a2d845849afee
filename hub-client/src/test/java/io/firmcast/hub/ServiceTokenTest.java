// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.kit.ConnectionString;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServiceTokenTest {
  private static final ConnectionString SERVICE =
      ConnectionString.parse(
          "HostName=hub.example:8443;SharedAccessKeyName=service;SharedAccessKey=a2V5");

  private final HandClock clock = new HandClock(Instant.ofEpochSecond(1000));

  @Test
  void a_token_names_the_host_without_port_the_policy_and_its_end() {
    var token = new ServiceToken(SERVICE, clock, Duration.ofMinutes(10));

    assertThat(token.current().getSignature())
        .startsWith("SharedAccessSignature sr=hub.example&sig=")
        .contains("&se=1600&")
        .endsWith("&skn=service");
  }

  @Test
  void it_is_renewed_from_four_fifths_of_its_life_on_for_everyone_who_holds_it() {
    var token = new ServiceToken(SERVICE, clock, Duration.ofMinutes(10));
    var held = token.current();
    var first = held.getSignature();

    clock.advance(Duration.ofSeconds(479));
    assertThat(token.current().getSignature()).isEqualTo(first);
    clock.advance(Duration.ofSeconds(1));
    assertThat(token.current()).isSameAs(held);

    assertThat(held.getSignature()).contains("&se=2080&");
  }

  @Test
  void a_device_s_connection_string_is_refused_without_its_key() {
    var device = ConnectionString.parse("HostName=h;DeviceId=d;SharedAccessKey=a2V5");

    assertThatThrownBy(() -> new ServiceToken(device, clock, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SharedAccessKeyName")
        .hasMessageNotContaining("a2V5");
  }
}
