// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.orchestrator.rollout.engine.RolloutState;
import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.ErrorLimit;
import io.firmcast.orchestrator.rollout.plan.Rate;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.firmcast.orchestrator.rollout.plan.WavePlan;
import io.firmcast.orchestrator.rollout.plan.WaveSize;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final RolloutId ID = new RolloutId("r42");
  private static final Instant START = Instant.parse("2026-11-20T22:00:00Z");
  private static final DeviceModel IDEAL = DeviceModel.ideal();

  @Test
  void ideal_devices_take_as_long_as_the_rate_and_their_phases() {
    var definition =
        definition(61).with().pace(RolloutPace.inFlight(1_000).withRate(Rate.constant(60))).done();

    var run = run(definition, 61, IDEAL, 1);

    assertThat(run.end()).isEqualTo(RolloutState.COMPLETED);
    assertThat(run.took()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(65));
    assertThat(run.operations().methods()).isEqualTo(61);
    assertThat(run.operations().reportedWrites()).isEqualTo(3 * 61);
  }

  @Test
  void the_hub_is_the_limit_where_nothing_else_is() {
    var definition = definition(1_000).with().pace(RolloutPace.inFlight(100_000)).done();

    var run = run(definition, 1_000, IDEAL, 1);
    var least = run.operations().leastSeconds(HubTier.s1(1));

    // 3,000 reported patches at 50 a second.
    assertThat(least).isEqualTo(60.0);
    assertThat(run.took().toSeconds()).isBetween(60L, 66L);
    assertThat(run.operations().messages()).isEqualTo(2_000 + 3_000 + 3_000);
    assertThat(run.operations().daysOfQuota(HubTier.s1(1))).isEqualTo(0.02);
  }

  @Test
  void the_same_seed_gives_the_same_run_and_another_one_another() {
    var definition = definition(200);

    var one = run(definition, 200, DeviceModel.DEFAULT, 7);

    assertThat(run(definition, 200, DeviceModel.DEFAULT, 7)).isEqualTo(one);
    assertThat(run(definition, 200, DeviceModel.DEFAULT, 8).took()).isNotEqualTo(one.took());
  }

  @Test
  void bad_firmware_is_stopped_in_every_run() {
    var wave = WavePlan.of(WaveSize.devices(10)).withErrors(ErrorLimit.count(3));
    var definition = definition(500).with().waves(wave).done();

    var forecast = forecast(definition, 500, IDEAL.withFailing(1), 10);

    assertThat(forecast.stopped()).isEqualTo(1.0);
    assertThat(forecast.p50()).isNull();
    assertThat(forecast.operations().methods()).isLessThanOrEqualTo(10);
  }

  @Test
  void offline_devices_make_it_longer() {
    var definition = definition(300);
    var slow = IDEAL.withOffline(0.2, Duration.ofHours(3));

    var online = forecast(definition, 300, IDEAL, 5);
    var offline = forecast(definition, 300, slow, 5);

    assertThat(offline.p50()).isGreaterThan(Duration.ofHours(6));
    assertThat(online.p90()).isLessThan(Duration.ofMinutes(5));
    assertThat(offline.operations().desiredWrites()).isGreaterThan(30);
  }

  @Test
  void waves_are_forecast_with_their_soaks_and_the_people_at_their_gates() {
    var wave = WavePlan.of(WaveSize.devices(10)).withSoak(Duration.ofMinutes(30)).withGate(true);
    var definition = definition(100).with().waves(wave).done();
    var model =
        new DeviceModel(
            0,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            0,
            0,
            0,
            0,
            Duration.ZERO,
            Duration.ofMinutes(15));

    var forecast = forecast(definition, 100, model, 3);

    assertThat(forecast.waves()).hasSize(2);
    assertThat(forecast.waves().get(0).p50())
        .isBetween(Duration.ofMinutes(45), Duration.ofMinutes(46));
    assertThat(forecast.p90()).isBetween(Duration.ofMinutes(45), Duration.ofMinutes(47));
  }

  @Test
  void a_large_fleet_comes_to_its_end() {
    var definition =
        definition(10_000)
            .with()
            .waves(WavePlan.of(WaveSize.devices(100)), WavePlan.of(WaveSize.percent(10)))
            .pace(RolloutPace.inFlight(5_000))
            .done();

    var run = run(definition, 10_000, DeviceModel.DEFAULT, 1);

    assertThat(run.end()).isEqualTo(RolloutState.COMPLETED);
    assertThat(run.operations().methods()).isLessThan(40_000);
  }

  @Test
  void a_rehearsal_that_nobody_wants_any_more_stops() {
    var scene = new Scene(ID, definition(100), devices(100), START);

    assertThatThrownBy(() -> Forecast.of(scene, HubTier.NONE, IDEAL, 10, 1, () -> true))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void a_hub_without_rates_delays_nothing() {
    var scene = new Scene(ID, definition(1_000), devices(1_000), START);

    var forecast = Forecast.of(scene, HubTier.NONE, IDEAL, 3, 1, () -> false);

    assertThat(forecast.leastSeconds()).isZero();
    assertThat(forecast.completed()).isEqualTo(1.0);
    assertThat(forecast.p90()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void a_model_outside_its_limits_is_refused() {
    assertThatThrownBy(() -> IDEAL.withFailing(1.5)).isInstanceOf(BadDefinition.class);
    assertThatThrownBy(() -> new HubTier("none", 0, 1, 1, 1)).isInstanceOf(BadDefinition.class);
  }

  private static Run run(RolloutDefinition definition, int devices, DeviceModel model, long seed) {
    var scene = new Scene(ID, definition, devices(devices), START);
    return WhatIf.run(scene, HubTier.s1(1), model, seed, () -> false);
  }

  private static Forecast forecast(
      RolloutDefinition definition, int devices, DeviceModel model, int runs) {
    var scene = new Scene(ID, definition, devices(devices), START);
    return Forecast.of(scene, HubTier.s1(1), model, runs, 42, () -> false);
  }

  private static RolloutDefinition definition(int devices) {
    var firmware = FirmwareUpdate.of(URI.create("https://fw.example/a.bin"));
    return RolloutDefinition.of(firmware, Targets.devices(devices(devices)));
  }

  private static List<DeviceId> devices(int count) {
    return IntStream.range(0, count).mapToObj(i -> new DeviceId("sim-" + i)).toList();
  }
}
