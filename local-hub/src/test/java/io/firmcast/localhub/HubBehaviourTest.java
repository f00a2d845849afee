// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.FaultRule;
import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubBehaviourTest {

  @Test
  void a_hub_is_fast_unless_told() {
    var usual = LocalHubSettings.defaults().behaviour();

    assertThat(usual).isEqualTo(HubBehaviour.FAST);
    assertThat(usual.tier()).isEqualTo(TierSettings.UNLIMITED);
    assertThat(usual.faults()).isEmpty();
    assertThat(usual.toConnect()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void a_faithful_hub_is_one_S1_with_quota_lagging_queries_and_no_injected_failures() {
    var faithful = HubBehaviour.faithful();

    assertThat(faithful.tier()).isEqualTo(TierSettings.of(Tier.S1).withQuota(true));
    assertThat(faithful.tokenGrace()).isEqualTo(Duration.ofMinutes(10));
    assertThat(faithful.faults())
        .extracting(FaultRule::kind)
        .containsExactlyInAnyOrder(FaultKind.QUERY_LAG, FaultKind.COALESCE_DESIRED);
  }

  @Test
  void each_can_be_changed() {
    var rules = List.of(FaultRule.of(FaultKind.DROP_DESIRED));
    var changed =
        HubBehaviour.FAST
            .withTier(TierSettings.of(Tier.S3))
            .withFaults(rules)
            .withTokenGrace(Duration.ZERO)
            .withToConnect(Duration.ofSeconds(5))
            .withMaxConnections(7)
            .withReaderPatience(Duration.ofSeconds(3))
            .withConfigurationsEvery(Duration.ofMinutes(5));

    assertThat(changed)
        .isEqualTo(
            new HubBehaviour(
                TierSettings.of(Tier.S3),
                rules,
                Duration.ZERO,
                Duration.ofSeconds(5),
                7,
                Duration.ofSeconds(3),
                Duration.ofMinutes(5)));
    assertThat(LocalHubSettings.defaults().withBehaviour(changed).withHost("127.0.0.2").behaviour())
        .isEqualTo(changed);
  }

  @Test
  void nonsense_is_refused_by_name() {
    assertThatThrownBy(() -> HubBehaviour.FAST.withMaxConnections(0))
        .hasMessageStartingWith("maxConnections:");
    assertThatThrownBy(() -> HubBehaviour.FAST.withToConnect(Duration.ZERO))
        .hasMessageStartingWith("toConnect:");
    assertThatThrownBy(() -> HubBehaviour.FAST.withTokenGrace(Duration.ofSeconds(-1)))
        .hasMessageStartingWith("tokenGrace:");
    assertThatThrownBy(() -> HubBehaviour.FAST.withReaderPatience(Duration.ZERO))
        .hasMessageStartingWith("readerPatience:");
    assertThatThrownBy(() -> HubBehaviour.FAST.withConfigurationsEvery(Duration.ZERO))
        .hasMessageStartingWith("configurationsEvery:");
  }
}
