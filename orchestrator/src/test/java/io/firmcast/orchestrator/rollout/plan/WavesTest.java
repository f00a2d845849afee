// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WavesTest {

  @Test
  void no_wave_is_one_of_all() {
    var waves = Waves.of(List.of(), 7);

    assertThat(waves.ends()).containsExactly(7);
    assertThat(waves.waveOf(6)).isZero();
  }

  @Test
  void numbers_and_shares_follow_each_other_and_the_rest_makes_a_wave() {
    var waves =
        Waves.of(
            List.of(WavePlan.of(WaveSize.devices(10)), WavePlan.of(WaveSize.percent(20))), 1_000);

    assertThat(waves.ends()).containsExactly(10, 210, 1_000);
    assertThat(waves.size(1)).isEqualTo(200);
    assertThat(waves.plans().get(2).name()).isEqualTo("rest");
    assertThat(waves.waveOf(9)).isZero();
    assertThat(waves.waveOf(10)).isEqualTo(1);
    assertThat(waves.waveOf(999)).isEqualTo(2);
  }

  @Test
  void the_wave_of_the_rest_has_no_gate() {
    var gated = WavePlan.of(WaveSize.devices(1)).withGate(true).withSuccess(Share.percent(80));

    var rest = Waves.of(List.of(gated), 5).plans().get(1);

    assertThat(rest.gate()).isFalse();
    assertThat(rest.success()).isEqualTo(Share.percent(80));
  }

  @Test
  void ten_times_ten_percent_is_all_of_any_number() {
    for (var members = 0; members < 200; members++) {
      var waves =
          Waves.of(java.util.Collections.nCopies(10, WavePlan.of(WaveSize.percent(10))), members);

      assertThat(waves.count()).isEqualTo(10);
      assertThat(waves.ends().get(9)).isEqualTo(members);
      assertThat(waves.ends()).isSorted();
    }
  }

  @Test
  void waves_that_ask_for_more_than_there_is_get_what_there_is() {
    var waves =
        Waves.of(List.of(WavePlan.of(WaveSize.devices(10)), WavePlan.of(WaveSize.devices(10))), 12);

    assertThat(waves.size(0)).isEqualTo(10);
    assertThat(waves.size(1)).isEqualTo(2);
  }
}
