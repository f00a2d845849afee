// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.head.Tls;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalHubSettingsTest {

  @Test
  void the_defaults_are_the_usual_ports_on_loopback_keeping_nothing() {
    assertThat(LocalHubSettings.defaults())
        .isEqualTo(new LocalHubSettings("127.0.0.1", 8883, 8443, null));
  }

  @Test
  void each_can_be_changed() {
    var settings =
        LocalHubSettings.defaults().withHost("127.0.0.2").withPorts(1, 2).withData(Path.of("d"));

    assertThat(settings).isEqualTo(new LocalHubSettings("127.0.0.2", 1, 2, Path.of("d")));
  }

  @Test
  void the_engine_of_tls_and_the_behaviour_can_be_changed() {
    var settings =
        LocalHubSettings.defaults().withTls(Tls.JDK).withBehaviour(HubBehaviour.faithful());

    assertThat(settings.tls()).isEqualTo(Tls.JDK);
    assertThat(settings.behaviour()).isEqualTo(HubBehaviour.faithful());
    assertThat(settings.withHost("127.0.0.3").withPorts(1, 2).withData(null).tls())
        .isEqualTo(Tls.JDK);
  }

  @Test
  void nonsense_is_refused() {
    assertThatThrownBy(() -> LocalHubSettings.defaults().withHost(" "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LocalHubSettings.defaults().withPorts(-1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LocalHubSettings.defaults().withPorts(0, 65_536))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
