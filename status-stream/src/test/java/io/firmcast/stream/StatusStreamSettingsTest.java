// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.hub.quota.HubRates;
import io.firmcast.hub.quota.HubTier;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusStreamSettingsTest {

  @Test
  void by_default_it_is_a_page_on_loopback_at_the_designs_pace() {
    assertThat(StatusStreamSettings.DEFAULTS)
        .isEqualTo(
            new StatusStreamSettings(
                "127.0.0.1",
                8080,
                null,
                Set.of(),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                16,
                5000,
                1000,
                Set.of(),
                HubRates.UNLIMITED,
                SourceKind.POLL,
                50_000));
  }

  @Test
  void each_part_can_be_another() {
    var orchestrator = URI.create("http://127.0.0.1:8081");

    var settings =
        StatusStreamSettings.DEFAULTS
            .withAddress("::1", 0)
            .withOrchestrator(orchestrator)
            .withOrigins(Set.of("https://firmcast.example"))
            .withPace(Duration.ofSeconds(1), Duration.ofSeconds(9))
            .withClients(9, 3, Set.of("10.0.0.1"))
            .withHub(HubRates.of(HubTier.S2, 3), SourceKind.BOTH);

    assertThat(settings)
        .isEqualTo(
            new StatusStreamSettings(
                "::1",
                0,
                orchestrator,
                Set.of("https://firmcast.example"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(9),
                16,
                9,
                3,
                Set.of("10.0.0.1"),
                HubRates.of(HubTier.S2, 3),
                SourceKind.BOTH,
                50_000));
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    assertThatThrownBy(
            () ->
                new StatusStreamSettings(
                    " ",
                    70_000,
                    URI.create("ftp://x"),
                    Set.of("firmcast.example"),
                    Duration.ofMillis(1),
                    Duration.ofDays(1),
                    0,
                    0,
                    0,
                    Set.of("proxy.example"),
                    HubRates.UNLIMITED,
                    SourceKind.POLL,
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("host", "port", "orchestrator", "origin", "pollInterval", "sweepInterval")
        .contains("readsInFlight", "maxClients", "maxClientsPerAddress", "remembered", "proxy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h:1/api", "http://h?x", "http://u@h", "//h:1", "https:h"})
  void an_orchestrator_is_a_server_and_nothing_more(String uri) {
    var orchestrator = URI.create(uri);

    assertThatThrownBy(() -> StatusStreamSettings.DEFAULTS.withOrchestrator(orchestrator))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
