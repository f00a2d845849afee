// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.identity.SharedKeys.Which;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 9 E, R20: the keys of policies, and what becomes of them. */
class PolicyKeysIT {

  @Test
  void R20_both_keys_of_a_policy_verify_and_a_regenerated_one_ends_the_old(@TempDir Path data) {
    var settings = LocalHubSettings.defaults().withHost("127.0.0.46").withPorts(0, 0);
    String secondary;
    String renewed;
    try (var kept = TestHub.start(settings.withData(data))) {
      var old = kept.hub.access().policy("registryRead").keys();
      TestHub.await(kept.hub.access().regenerate("registryRead", Which.PRIMARY));
      renewed = kept.hub.access().policy("registryRead").keys().primary();
      secondary = old.secondary();

      assertThat(status(kept, "registryRead", old.primary())).isEqualTo(401);
      assertThat(status(kept, "registryRead", renewed)).isEqualTo(200);
      assertThat(status(kept, "registryRead", secondary)).isEqualTo(200);
      assertThat(kept.hub.serviceConnectionString("registryRead")).endsWith(renewed);
    }
    try (var again = TestHub.start(settings.withData(data))) {
      assertThat(status(again, "registryRead", renewed)).isEqualTo(200);
      assertThat(status(again, "registryRead", secondary)).isEqualTo(200);
    }
  }

  private static int status(TestHub of, String policy, String key) {
    return new Rest(of, Sas.policy(of.host, policy, key)).get("/statistics/devices").status();
  }
}
