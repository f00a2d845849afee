// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.agent.link.LinkKind;
import io.firmcast.contract.DeviceId;
import io.firmcast.kit.ConnectionString;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentSettingsTest {
  private static final ConnectionString SIM_7 =
      ConnectionString.parse("HostName=hub.example;DeviceId=sim-7;SharedAccessKey=c2VjcmV0");

  @Test
  void the_azure_sdk_is_not_given_an_id_that_it_cannot_subscribe_with() {
    for (var id : List.of("a#", "+b")) {
      var device = "HostName=hub.example;DeviceId=%s;SharedAccessKey=c2VjcmV0".formatted(id);
      var settings = AgentSettings.of(ConnectionString.parse(device));

      assertThat(settings.withLink(LinkKind.MQTT, 8883).deviceId().value()).isEqualTo(id);
      assertThatThrownBy(() -> settings.withLink(LinkKind.AZURE_SDK, 8883))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("# or +", "--link mqtt");
    }
  }

  @Test
  void the_defaults_are_the_origins() {
    var settings = AgentSettings.of(SIM_7);

    assertThat(settings.deviceId()).isEqualTo(new DeviceId("sim-7"));
    assertThat(settings.link()).isEqualTo(LinkKind.MQTT);
    assertThat(settings.mqttPort()).isEqualTo(8883);
    assertThat(settings.phaseTime()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.version()).isEqualTo("1.0.0");
  }

  @Test
  void every_field_can_be_another() {
    var settings =
        AgentSettings.of(SIM_7).withLink(LinkKind.MQTT, 18_883).withPhaseTime(Duration.ZERO);

    assertThat(settings)
        .isEqualTo(
            new AgentSettings(
                new DeviceId("sim-7"), SIM_7, LinkKind.MQTT, 18_883, Duration.ZERO, "1.0.0"));
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThatThrownBy(
            () ->
                new AgentSettings(
                    new DeviceId("sim-8"),
                    SIM_7,
                    LinkKind.AZURE_SDK,
                    18_883,
                    Duration.ofSeconds(-1),
                    "1.0.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another device than sim-8")
        .hasMessageContaining("8883 only")
        .hasMessageContaining("phase time");
  }

  @Test
  void a_port_is_a_port() {
    var settings = AgentSettings.of(SIM_7);

    assertThatThrownBy(() -> settings.withLink(LinkKind.MQTT, 0)).hasMessageContaining("MQTT port");
  }

  @Test
  void a_connection_string_of_a_service_is_none_of_a_device() {
    var owner =
        ConnectionString.parse(
            "HostName=hub.example;SharedAccessKeyName=iothubowner;SharedAccessKey=c2VjcmV0");

    assertThatThrownBy(() -> AgentSettings.of(owner)).hasMessageContaining("DeviceId");
  }

  @Test
  void the_key_is_never_shown() {
    assertThat(AgentSettings.of(SIM_7).toString()).doesNotContain("c2VjcmV0");
  }
}
