// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusChangedTest {

  @Test
  void a_device_that_is_gone_is_still_gone_after_its_way_through_json() {
    var gone = StatusChanged.gone(new DeviceId("sim-1"), Instant.parse("2026-11-20T12:00:00Z"));

    var read = StatusChanged.fromJson(gone.toJson());

    assertThat(read).isEqualTo(gone);
    assertThat(read.isGone()).isTrue();
    assertThat(read.status()).isEqualTo(FirmwareStatus.UNKNOWN);
  }
}
