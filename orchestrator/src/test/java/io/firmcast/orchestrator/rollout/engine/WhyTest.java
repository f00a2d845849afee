// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.ANNA;
import static io.firmcast.orchestrator.rollout.engine.Fixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.plan.Cron;
import io.firmcast.orchestrator.rollout.plan.ErrorLimit;
import io.firmcast.orchestrator.rollout.plan.MaintenanceWindow;
import io.firmcast.orchestrator.rollout.plan.Rate;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Share;
import io.firmcast.orchestrator.rollout.plan.WavePlan;
import io.firmcast.orchestrator.rollout.plan.WaveSize;
import io.firmcast.orchestrator.rollout.plan.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyTest {

  @Test
  void a_device_of_a_later_wave_is_told_the_rule_and_the_numbers() {
    var wave =
        WavePlan.of(WaveSize.devices(200))
            .withSoak(Duration.ofMinutes(30))
            .withErrors(ErrorLimit.count(200));
    var fixture = Fixture.started(draft(400).waves(wave).pace(RolloutPace.inFlight(300)).done());
    List.copyOf(Fixture.called(fixture.commands)).subList(0, 182).forEach(fixture::succeed);

    assertThat(why(fixture, last(fixture)))
        .isEqualTo(
            "waiting: wave 2 starts when 95% of wave 1 (now 91%, 182 of 200) have succeeded"
                + " and 30 min have passed");
  }

  @Test
  void a_device_before_the_start_says_what_is_missing() {
    var fixture = Fixture.planned(draft(1).approval(true).done());

    assertThat(why(fixture, "sim-0")).isEqualTo("waiting: the plan has not been approved");
  }

  @Test
  void the_limit_the_rate_and_the_window_are_named() {
    var full = Fixture.started(draft(3).pace(RolloutPace.inFlight(1)).done());
    var slow =
        Fixture.started(draft(3).pace(RolloutPace.inFlight(3).withRate(Rate.constant(2))).done());
    var window =
        new MaintenanceWindow(new Cron("0 2 * * *"), Duration.ofHours(1), ZoneId.of("UTC"));
    var closed = Fixture.started(draft(1).windows(new Windows(List.of(window), List.of())).done());

    assertThat(why(full, last(full))).isEqualTo("waiting: 1 devices are in flight and 1 may be");
    assertThat(why(slow, last(slow)))
        .isEqualTo("waiting: the rate is 2 a minute, the next start is at 2026-11-20T22:00:30Z");
    assertThat(why(closed, "sim-0"))
        .isEqualTo(
            "waiting: no maintenance window is open; the next one is at 2026-11-21T02:00:00Z");
  }

  @Test
  void a_window_that_opens_starts_what_waited_for_it() {
    var window =
        new MaintenanceWindow(new Cron("0 2 * * *"), Duration.ofHours(1), ZoneId.of("UTC"));
    var fixture = Fixture.started(draft(1).windows(new Windows(List.of(window), List.of())).done());
    var before = Fixture.called(fixture.commands);

    fixture.wake();

    assertThat(before).isEmpty();
    assertThat(fixture.now).isEqualTo("2026-11-21T02:00:00Z");
    assertThat(Fixture.called(fixture.commands)).hasSize(1);
  }

  @Test
  void a_paused_rollout_says_who_paused_it() {
    var fixture = Fixture.started(draft(2).pace(RolloutPace.inFlight(1)).done());
    fixture.send(new OperatorEvent.Paused(ANNA));

    assertThat(why(fixture, last(fixture)))
        .isEqualTo("waiting: the rollout is paused (paused by anna: because)");
  }

  @Test
  void offline_held_failed_and_unknown_devices_say_so() {
    var fixture =
        Fixture.started(
            draft(4)
                .waves(
                    WavePlan.of(WaveSize.percent(100))
                        .withSuccess(Share.percent(0))
                        .withErrors(ErrorLimit.count(9)))
                .pace(RolloutPace.inFlight(3))
                .done());
    var asked = List.copyOf(Fixture.called(fixture.commands));
    var held = last(fixture);
    fixture.send(new DeviceEvent.Held(new DeviceId(held), new RolloutId("r41")));
    fixture.send(new DeviceEvent.Unreachable(asked.get(0), fixture.update(asked.get(0))));
    fixture.send(new DeviceEvent.Unanswered(asked.get(1), fixture.update(asked.get(1))));
    fixture.fail(asked.get(2));

    assertThat(why(fixture, held)).isEqualTo("waiting: rollout r41 has not finished with it");
    assertThat(why(fixture, asked.get(0).value()))
        .isEqualTo(
            "waiting: it is offline; the update stands in its twin and is given up at"
                + " 2026-11-27T22:00:00Z");
    assertThat(why(fixture, asked.get(1).value())).contains("its twin is read before");
    assertThat(why(fixture, asked.get(2).value()))
        .isEqualTo("failed at 2026-11-20T22:00:00Z: hash (0 of 0 retries used)");
  }

  @Test
  void nothing_is_said_of_a_stranger() {
    assertThat(Fixture.planned(draft(1).done()).rollout.views().why(new DeviceId("nobody")))
        .isEmpty();
  }

  private static String last(Fixture fixture) {
    var devices = fixture.in(DeviceState.QUEUED);
    return devices.get(devices.size() - 1).value();
  }

  private static String why(Fixture fixture, String device) {
    return fixture.rollout.views().why(new DeviceId(device)).orElseThrow();
  }
}
