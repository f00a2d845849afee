// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubRatesTest {

  /** The table of iot-hub-protocol.md section 7, a second. */
  @ParameterizedTest
  @CsvSource({
    "F1, 1,   40,   100,  50,  0.3333",
    "S1, 1,   40,   100,  50,  0.3333",
    "S1, 10,  400,  100,  50,  3.3333",
    "S2, 1,   120,  100,  50,  0.3333",
    "S2, 20,  2400, 200,  100, 6.6667",
    "S3, 1,   6000, 500,  250, 16.6667",
    "S3, 2,  12000, 1000, 500, 33.3333"
  })
  void a_tier_permits_what_its_units_do(
      HubTier tier, int units, double methods, double reads, double updates, double pages) {
    var all = new HubRates(tier, units, 1);

    assertThat(all.perSecond(HubOperation.METHOD)).isEqualTo(methods);
    assertThat(all.perSecond(HubOperation.TWIN_READ)).isEqualTo(reads);
    assertThat(all.perSecond(HubOperation.TWIN_UPDATE)).isEqualTo(updates);
    assertThat(all.perSecond(HubOperation.QUERY)).isCloseTo(pages, Offset.offset(0.001));
  }

  @Test
  void unless_told_otherwise_it_stays_a_little_below() {
    assertThat(HubRates.of(HubTier.S1, 1).perSecond(HubOperation.TWIN_READ)).isEqualTo(95);
    assertThat(HubRates.UNLIMITED.perSecond(HubOperation.QUERY)).isInfinite();
  }

  @Test
  void what_cannot_be_is_refused() {
    assertThatThrownBy(() -> new HubRates(HubTier.S1, 0, 1)).hasMessageContaining("hub-units");
    assertThatThrownBy(() -> new HubRates(HubTier.S1, 1, 1.1)).hasMessageContaining("hub-share");
    assertThatThrownBy(() -> new HubRates(HubTier.S1, 1, Double.NaN))
        .hasMessageContaining("hub-share");
  }
}
