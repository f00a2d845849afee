// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HubTimeTest {

  @Test
  void X12_a_time_is_written_in_utc_with_seven_digits() {
    assertThat(HubTime.format(Instant.parse("2026-11-20T15:00:00.12Z")))
        .isEqualTo("2026-11-20T15:00:00.1200000Z");
    assertThat(HubTime.format(Instant.parse("2026-11-20T15:00:00Z")))
        .isEqualTo("2026-11-20T15:00:00.0000000Z");
    assertThat(HubTime.format(Instant.parse("2027-01-02T03:04:05.000006Z")))
        .isEqualTo("2027-01-02T03:04:05.0000060Z");
  }

  @Test
  void X12_never_is_the_year_one() {
    assertThat(HubTime.format(HubTime.NEVER)).isEqualTo("0001-01-01T00:00:00Z");
  }
}
