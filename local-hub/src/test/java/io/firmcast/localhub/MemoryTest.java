// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void a_hub_remembers_the_last_20000_events_and_50000_testimonies_unless_told() {
    assertThat(LocalHubSettings.defaults().memory()).isEqualTo(new Memory(20_000, 50_000));
  }

  @Test
  void it_stays_when_something_else_is_changed() {
    var memory = new Memory(10, 20);

    var settings =
        LocalHubSettings.defaults()
            .withMemory(memory)
            .withHost("127.0.0.2")
            .withPorts(0, 0)
            .withData(null)
            .withBehaviour(HubBehaviour.faithful());

    assertThat(settings.memory()).isEqualTo(memory);
  }

  @Test
  void nonsense_is_refused_by_name() {
    assertThatThrownBy(() -> new Memory(0, 1)).hasMessageStartingWith("events:");
    assertThatThrownBy(() -> new Memory(1, -1)).hasMessageStartingWith("testimonies:");
    assertThatThrownBy(() -> new Memory(10_000_001, 1)).hasMessageStartingWith("events:");
  }
}
