// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.orchestrator.rollout.plan.CanaryAnalysis;
import io.firmcast.orchestrator.rollout.plan.CanaryAnalysis.Better;
import io.firmcast.orchestrator.rollout.plan.WavePlan;
import io.firmcast.orchestrator.rollout.plan.WaveSize;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final CanaryAnalysis ANALYSIS =
      new CanaryAnalysis("bootSeconds", Better.LOWER, 1, 0.05, 200, 10);

  @Test
  void looked_at_after_every_value_it_gives_a_false_alarm_no_more_often_than_promised() {
    var alarms = 0;
    for (var seed = 0; seed < 500; seed++) {
      alarms += isAlarm(new Random(seed), 0, 400) ? 1 : 0;
    }

    assertThat(alarms).isLessThanOrEqualTo(25);
  }

  @Test
  void a_difference_that_matters_is_found() {
    var alarms = 0;
    for (var seed = 0; seed < 100; seed++) {
      alarms += isAlarm(new Random(seed), 1, 400) ? 1 : 0;
    }

    assertThat(alarms).isGreaterThanOrEqualTo(95);
  }

  @Test
  void a_change_for_the_better_is_no_alarm() {
    var random = new Random(1);

    assertThat(isAlarm(random, -3, 400)).isFalse();
  }

  @Test
  void a_soaking_wave_is_measured_against_those_held_back_and_stopped_with_the_reason() {
    var wave = WavePlan.of(WaveSize.devices(20)).withSoak(Duration.ofHours(1));
    var fixture =
        Fixture.started(
            draft(60)
                .waves(wave)
                .analysis(new CanaryAnalysis("bootSeconds", Better.LOWER, 1, 0.05, 20, 5))
                .done());
    var updated = List.copyOf(Fixture.called(fixture.commands));
    updated.forEach(fixture::succeed);
    var asked = Fixture.only(Command.Measure.class, fixture.commands);

    for (var measure : asked) {
      var isUpdated = updated.contains(measure.device());
      fixture.send(new DeviceEvent.Measured(measure.device(), isUpdated ? 30 : 20));
    }

    assertThat(asked).hasSize(40);
    assertThat(fixture.state()).isEqualTo(RolloutState.PAUSED);
    assertThat(fixture.rollout.view().reason())
        .startsWith("canary analysis: bootSeconds is 30.0 on")
        .contains("others (p = 0.0)");
  }

  private static boolean isAlarm(Random random, double worse, int values) {
    var comparison = new Comparison();
    for (var i = 0; i < values; i++) {
      var treated = i % 2 == 0;
      var value = random.nextGaussian() + (treated ? worse : 0);
      if (comparison.take(treated, value, ANALYSIS) != null) {
        return true;
      }
    }
    return false;
  }
}
