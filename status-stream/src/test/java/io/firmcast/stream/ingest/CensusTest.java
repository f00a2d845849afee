// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.FirmwareStatus;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CensusTest {

  @Test
  void the_hub_counts_all_of_its_devices_also_those_that_say_nothing_or_nonsense()
      throws TimeoutException {
    try (var fleet = new Watching(Watching.QUICK)) {
      for (int i = 0; i < 7; i++) {
        fleet.hub.report("ready-" + i, new JsonObject().put("firmwareStatus", "standBy"));
      }
      fleet.hub.report("silent", new JsonObject());
      fleet.hub.report("odd", new JsonObject().put("firmwareStatus", "sleeping"));
      fleet.hub.report("poisoned", new JsonObject().put("firmwareStatus", 42));
      fleet.start();

      await().until(() -> fleet.totals() != null);

      var totals = Objects.requireNonNull(fleet.totals());
      assertThat(totals.all()).isEqualTo(10);
      assertThat(totals.devices())
          .containsEntry(FirmwareStatus.STAND_BY, 7L)
          .containsEntry(FirmwareStatus.UNKNOWN, 3L);
      await().until(() -> fleet.quarantined().size() == 1);
      assertThat(fleet.quarantined().get(0).deviceId().value()).isEqualTo("poisoned");
    }
  }
}
