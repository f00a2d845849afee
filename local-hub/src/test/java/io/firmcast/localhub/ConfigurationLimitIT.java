// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 7: how many configurations a hub may have. */
class ConfigurationLimitIT {

  @ParameterizedTest
  @CsvSource({"F1, 20", "S1, 100"})
  void one_too_many_is_refused_until_another_is_deleted(Tier tier, int most) {
    var settings = new LocalHubSettings("127.0.0.79", 0, 0, null);
    var fast = HubBehaviour.FAST.withTier(TierSettings.of(tier).withSpeed(10_000));
    try (var hub = TestHub.start(settings.withBehaviour(fast))) {
      for (int i = 0; i < most; i++) {
        assertThat(put(hub, i).status()).as("number %d", i).isEqualTo(200);
      }

      var refused = put(hub, most);

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().getString("Message")).contains(most + " configurations");
      assertThat(put(hub, 0, "If-Match", "*").status()).isEqualTo(200);
      assertThat(hub.rest().send("DELETE", path(0), null, "If-Match", "*").status()).isEqualTo(204);
      assertThat(put(hub, most).status()).isEqualTo(200);
      assertThat(hub.rest().get("/configurations").array()).hasSize(most);
    }
  }

  private static Rest.Reply put(TestHub hub, int number, String... headers) {
    return hub.rest().sendText("PUT", path(number), "{}", headers);
  }

  private static String path(int number) {
    return "/configurations/c" + number;
  }
}
