// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.plan.Delivery;
import io.firmcast.orchestrator.rollout.plan.Draft;
import io.firmcast.orchestrator.rollout.plan.PhaseDeadline;
import io.firmcast.orchestrator.rollout.plan.Retries;
import io.firmcast.orchestrator.rollout.plan.RolloutDeadlines;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Targets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceRulesTest {
  private static final DeviceId DEVICE = new DeviceId("sim-0");

  @Test
  void an_offline_device_is_given_the_desired_property_under_the_same_id() {
    var fixture = Fixture.started(draft(1).done());
    var called = fixture.update(DEVICE);

    var given = fixture.send(new DeviceEvent.Unreachable(DEVICE, called));

    var patch = Fixture.only(Command.PatchDesired.class, given).get(0);
    assertThat(patch.update()).isEqualTo(called);
    assertThat(patch.firmware().updateId()).isEqualTo(called);
    assertThat(fixture.device("sim-0").waiting()).isEqualTo(Wait.PARKED);
    assertThat(fixture.rollout.view().inFlight()).isZero();
  }

  @Test
  void an_offline_device_that_comes_back_and_does_it_has_done_it() {
    var fixture = Fixture.started(draft(1).done());
    fixture.send(new DeviceEvent.Unreachable(DEVICE, fixture.update(DEVICE)));
    fixture.send(new DeviceEvent.DesiredWritten(DEVICE, fixture.update(DEVICE)));

    var back = fixture.send(new DeviceEvent.Online(DEVICE));
    fixture.report(DEVICE, FirmwareStatus.DOWNLOADING, 3);
    fixture.report(DEVICE, FirmwareStatus.COMPLETED, 4);

    assertThat(Fixture.only(Command.ReadTwin.class, back)).hasSize(1);
    assertThat(fixture.state()).isEqualTo(RolloutState.COMPLETED);
    assertThat(Fixture.called(fixture.commands)).hasSize(1);
  }

  @Test
  void an_offline_device_is_waited_for_until_the_deadline_and_then_timed_out_not_failed() {
    var fixture = Fixture.started(deadlines(draft(1), Duration.ofHours(2)).done());
    fixture.send(new DeviceEvent.Unreachable(DEVICE, fixture.update(DEVICE)));

    var read = fixture.later(Duration.ofHours(2));
    fixture.send(new DeviceEvent.Silent(DEVICE, fixture.update(DEVICE)));

    assertThat(Fixture.only(Command.ReadTwin.class, read)).hasSize(1);
    assertThat(fixture.device("sim-0").state()).isEqualTo(DeviceState.TIMED_OUT);
    assertThat(Fixture.only(Command.ClearDesired.class, fixture.commands)).hasSize(1);
    assertThat(fixture.rollout.views().waves().get(0).failed()).isZero();
  }

  @Test
  void by_method_only_an_offline_device_is_asked_again_when_it_comes_back() {
    var fixture = Fixture.started(draft(1).delivery(Delivery.METHOD).done());
    fixture.send(new DeviceEvent.Unreachable(DEVICE, fixture.update(DEVICE)));
    var waiting = fixture.device("sim-0").waiting();

    var back = fixture.send(new DeviceEvent.Online(DEVICE));

    assertThat(waiting).isEqualTo(Wait.OFFLINE);
    assertThat(Fixture.called(back)).containsExactly(DEVICE);
    assertThat(Fixture.only(Command.PatchDesired.class, fixture.commands)).isEmpty();
  }

  @Test
  void an_offline_device_is_tried_more_and_more_seldom() {
    var fixture = Fixture.started(draft(1).delivery(Delivery.METHOD).done());

    while (fixture.now.isBefore(Fixture.BEGIN.plus(Duration.ofDays(1)))) {
      fixture.send(new DeviceEvent.Unreachable(DEVICE, fixture.update(DEVICE)));
      fixture.wake();
    }

    // An hour at most between two tries, half of it on average.
    assertThat(Fixture.called(fixture.commands).size()).isBetween(24, 100);
  }

  @Test
  void no_more_offline_devices_are_told_than_may_be_parked() {
    var fixture = Fixture.started(draft(3).pace(RolloutPace.inFlight(3).withParked(1)).done());

    for (var device : List.copyOf(Fixture.called(fixture.commands))) {
      fixture.send(new DeviceEvent.Unreachable(device, fixture.update(device)));
    }

    assertThat(Fixture.only(Command.PatchDesired.class, fixture.commands)).hasSize(1);
    assertThat(fixture.rollout.view().parked()).isEqualTo(1);
  }

  @Test
  void a_method_without_an_answer_is_unknown_and_the_twin_is_read_before_anything_else() {
    var fixture = Fixture.started(draft(1).done());

    var given = fixture.send(new DeviceEvent.Unanswered(DEVICE, fixture.update(DEVICE)));

    assertThat(fixture.device("sim-0").state()).isEqualTo(DeviceState.UNKNOWN);
    assertThat(Fixture.only(Command.ReadTwin.class, given)).hasSize(1);
    assertThat(Fixture.called(given)).isEmpty();
    fixture.report(DEVICE, FirmwareStatus.COMPLETED, 5);
    assertThat(fixture.state()).isEqualTo(RolloutState.COMPLETED);
    assertThat(Fixture.called(fixture.commands)).hasSize(1);
  }

  @Test
  void only_after_the_twin_says_nothing_the_device_is_asked_again_under_the_same_id() {
    var fixture = Fixture.started(draft(1).done());
    var first = fixture.update(DEVICE);
    fixture.send(new DeviceEvent.Unanswered(DEVICE, first));

    fixture.send(new DeviceEvent.Silent(DEVICE, first));
    var again = fixture.wake();

    assertThat(Fixture.only(Command.CallMethod.class, again))
        .extracting(Command.CallMethod::update)
        .containsExactly(first);
  }

  @ParameterizedTest
  @EnumSource(HubCause.class)
  void what_the_hub_caused_never_counts_as_the_device_s(HubCause cause) {
    var fixture = Fixture.started(draft(1).retries(Retries.NONE).done());

    for (var i = 0; i < 200; i++) {
      fixture.send(new DeviceEvent.Refused(DEVICE, fixture.update(DEVICE), HubCall.METHOD, cause));
      assertThat(fixture.device("sim-0").state().isOver()).isFalse();
      if (cause == HubCause.UNAVAILABLE) {
        fixture.wake();
        fixture.report(DEVICE, FirmwareStatus.COMPLETED, 5);
        break;
      }
      fixture.wake();
    }
    if (cause != HubCause.UNAVAILABLE) {
      fixture.succeed(DEVICE);
    }

    assertThat(fixture.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void a_failed_device_is_tried_again_under_a_new_id_as_often_as_its_cause_allows() {
    var fixture = Fixture.started(draft(1).retries(Retries.DEFAULT.withFailed(2)).done());
    var first = fixture.update(DEVICE);
    fixture.fail(DEVICE);
    var waiting = fixture.device("sim-0");
    fixture.wake();
    var second = fixture.update(DEVICE);
    fixture.fail(DEVICE);
    fixture.wake();
    fixture.fail(DEVICE);

    assertThat(waiting.waiting()).isEqualTo(Wait.RETRY);
    assertThat(waiting.reason()).isEqualTo("hash");
    assertThat(second).isNotEqualTo(first);
    assertThat(fixture.device("sim-0").state()).isEqualTo(DeviceState.FAILED);
    assertThat(fixture.device("sim-0").attempt()).isEqualTo(3);
  }

  @Test
  void pauses_are_random_and_bounded_by_a_doubling() {
    var retries = new Retries(3, 0, 0, 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(15));
    var fixture = Fixture.started(draft(50).retries(retries).pace(RolloutPace.inFlight(50)).done());

    var asked = List.copyOf(Fixture.called(fixture.commands));
    asked.subList(0, 4).forEach(fixture::fail);
    var first = asked.subList(0, 4).stream().map(it -> pause(fixture, it)).toList();

    assertThat(first).doesNotHaveDuplicates();
    assertThat(first)
        .allSatisfy(it -> assertThat(it).isLessThanOrEqualTo(Duration.ofMillis(10_001)));
  }

  @Test
  void a_busy_device_is_tried_again_and_a_refusing_one_is_not() {
    var fixture = Fixture.started(draft(1).done());
    fixture.answer(DEVICE, FirmwareAnswer.busyWith(new UpdateId("other")));
    var busy = fixture.device("sim-0");
    fixture.wake();

    fixture.answer(DEVICE, FirmwareAnswer.rejected("downgrade"));

    assertThat(busy.waiting()).isEqualTo(Wait.RETRY);
    assertThat(fixture.device("sim-0").state()).isEqualTo(DeviceState.REJECTED);
    assertThat(fixture.device("sim-0").reason()).isEqualTo("downgrade");
  }

  @Test
  void completed_without_the_version_is_no_proof() {
    var definition =
        RolloutDefinition.of(Fixture.firmware("2.1.0"), Targets.devices(Fixture.devices(1)));
    var fixture = Fixture.started(definition);
    fixture.accept(DEVICE);

    fixture.report(DEVICE, FirmwareStatus.COMPLETED, 5, "2.0.0");
    var unproven = fixture.device("sim-0").state();
    fixture.report(DEVICE, FirmwareStatus.COMPLETED, 6, "2.1.0");

    assertThat(unproven).isEqualTo(DeviceState.CONFIRMING);
    assertThat(fixture.device("sim-0").state()).isEqualTo(DeviceState.SUCCEEDED);
  }

  @Test
  void words_about_another_update_or_a_device_of_nobody_change_nothing() {
    var fixture = Fixture.started(draft(1).done());
    var before = fixture.rollout.views().device(DEVICE);
    var other = new UpdateId("r42-sim-0-7");
    var sighting =
        new io.firmcast.orchestrator.rollout.Sighting(FirmwareStatus.COMPLETED, 9, null, null);

    fixture.send(new DeviceEvent.Reported(DEVICE, other, sighting));
    fixture.send(new DeviceEvent.Reported(new DeviceId("nobody"), other, sighting));

    assertThat(fixture.rollout.views().device(DEVICE)).isEqualTo(before);
    assertThat(fixture.rollout.isNews(new DeviceEvent.Reported(DEVICE, other, sighting))).isFalse();
  }

  @Test
  void a_device_without_progress_is_given_up_only_after_its_twin_was_read() {
    var fixture =
        Fixture.started(deadlines(draft(1), Duration.ofDays(1)).retries(Retries.NONE).done());
    fixture.accept(DEVICE);
    fixture.report(DEVICE, FirmwareStatus.DOWNLOADING, 3);

    var read = fixture.later(Duration.ofHours(4));
    var asked = fixture.device("sim-0").state();
    fixture.report(DEVICE, FirmwareStatus.DOWNLOADING, 3);

    assertThat(Fixture.only(Command.ReadTwin.class, read)).hasSize(1);
    assertThat(asked).isEqualTo(DeviceState.DOWNLOADING);
    assertThat(fixture.device("sim-0").state()).isEqualTo(DeviceState.TIMED_OUT);
    assertThat(fixture.rollout.views().waves().get(0).failed()).isEqualTo(1);
  }

  @Test
  void a_learned_deadline_is_so_many_times_what_the_others_took() {
    var learned = PhaseDeadline.learned(3);
    var deadlines =
        new RolloutDeadlines(
            Duration.ofDays(1),
            Duration.ofDays(1),
            PhaseDeadline.DEFAULT,
            learned,
            PhaseDeadline.DEFAULT,
            PhaseDeadline.DEFAULT);
    var fixture =
        Fixture.started(
            draft(25)
                .deadlines(deadlines)
                .retries(Retries.NONE)
                .pace(RolloutPace.inFlight(25))
                .done());
    var asked = List.copyOf(Fixture.called(fixture.commands));
    asked.forEach(fixture::accept);
    asked.forEach(it -> fixture.report(it, FirmwareStatus.DOWNLOADING, 3));
    fixture.later(Duration.ofSeconds(100));
    asked.subList(0, 24).forEach(it -> fixture.report(it, FirmwareStatus.APPLYING, 4));

    var early = fixture.later(Duration.ofMinutes(3));
    var late = fixture.later(Duration.ofSeconds(200));

    assertThat(Fixture.only(Command.ReadTwin.class, early)).isEmpty();
    assertThat(Fixture.only(Command.ReadTwin.class, late))
        .extracting(Command.ReadTwin::device)
        .containsExactly(asked.get(24));
  }

  @Test
  void whoever_takes_over_reads_the_twins_of_those_that_may_have_been_asked() {
    var fixture = Fixture.started(draft(3).done());
    var asked = List.copyOf(Fixture.called(fixture.commands));
    fixture.accept(asked.get(0));
    fixture.send(new DeviceEvent.Unreachable(asked.get(1), fixture.update(asked.get(1))));

    var given = fixture.send(new TimeEvent.TakenOver(2));

    assertThat(Fixture.called(given)).isEmpty();
    assertThat(Fixture.only(Command.ReadTwin.class, given))
        .extracting(Command.ReadTwin::device)
        .containsExactlyInAnyOrder(asked.get(0), asked.get(2));
    assertThat(Fixture.only(Command.PatchDesired.class, given))
        .extracting(Command.PatchDesired::device)
        .containsExactly(asked.get(1));
  }

  private static Duration pause(Fixture fixture, DeviceId device) {
    var next = fixture.device(device.value()).next();
    return next == null ? Duration.ZERO : Duration.between(fixture.now, next);
  }

  private static Draft deadlines(Draft draft, Duration start) {
    return draft.deadlines(RolloutDeadlines.of(start, Duration.ofHours(4)));
  }
}
