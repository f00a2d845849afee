// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.ANNA;
import static io.firmcast.orchestrator.rollout.engine.Fixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plans, approvals, and what is refused. */
class OperatorsTest {
  private static final PlanHash OTHER = new PlanHash("0".repeat(64));

  @Test
  void a_plan_that_needs_approval_is_not_started_before() {
    var fixture = Fixture.planned(draft(3).approval(true).done());

    assertThat(code(fixture, new OperatorEvent.Started(ANNA))).isEqualTo("not-approved");
    fixture.send(new OperatorEvent.Started(ANNA));

    assertThat(fixture.state()).isEqualTo(RolloutState.AWAITING_APPROVAL);
    assertThat(Fixture.called(fixture.commands)).isEmpty();
  }

  @Test
  void only_the_plan_that_is_there_can_be_approved() {
    var fixture = Fixture.planned(draft(3).approval(true).done());

    assertThat(code(fixture, new OperatorEvent.Approved(OTHER, ANNA))).isEqualTo("plan-drifted");
    approve(fixture);
    fixture.send(new OperatorEvent.Started(ANNA));

    assertThat(fixture.state()).isEqualTo(RolloutState.RUNNING);
  }

  @Test
  void another_device_in_the_plan_voids_the_approval_and_the_same_ones_do_not() {
    var fixture = Fixture.planned(draft(3).approval(true).done());
    approve(fixture);

    fixture.send(new OperatorEvent.Planned(0, true, Fixture.devices(3), ANNA));
    var same = fixture.state();
    fixture.send(new OperatorEvent.Planned(0, true, Fixture.devices(2), ANNA));

    assertThat(same).isEqualTo(RolloutState.DRAFT);
    assertThat(fixture.state()).isEqualTo(RolloutState.AWAITING_APPROVAL);
    assertThat(code(fixture, new OperatorEvent.Started(ANNA))).isEqualTo("not-approved");
  }

  @Test
  void a_plan_comes_in_parts_and_is_one_when_the_last_has_come() {
    var fixture = new Fixture();
    var all = Fixture.devices(5);
    fixture.send(new OperatorEvent.Created(draft(5).done(), ANNA));

    fixture.send(new OperatorEvent.Planned(0, false, all.subList(0, 3), ANNA));
    assertThat(code(fixture, new OperatorEvent.Started(ANNA))).isEqualTo("no-plan");
    assertThat(code(fixture, new OperatorEvent.Planned(2, true, all, ANNA)))
        .isEqualTo("wrong-part");
    fixture.send(new OperatorEvent.Planned(1, true, all.subList(3, 5), ANNA));

    assertThat(fixture.rollout.view().devices()).isEqualTo(5);
    assertThat(fixture.rollout.view().plan())
        .isEqualTo(Fixture.planned(draft(5).done()).rollout.view().plan());
  }

  @Test
  void a_denied_rollout_is_over() {
    var fixture = Fixture.planned(draft(1).approval(true).done());

    fixture.send(new OperatorEvent.Denied(ANNA));

    assertThat(fixture.state()).isEqualTo(RolloutState.DENIED);
    assertThat(fixture.rollout.view().reason()).isEqualTo("denied by anna: because");
    assertThat(code(fixture, new OperatorEvent.Started(ANNA))).isEqualTo("wrong-state");
  }

  @Test
  void nobody_rolls_back_to_a_firmware_that_is_not_named() {
    var fixture = Fixture.started(draft(1).done());

    assertThat(code(fixture, new OperatorEvent.RolledBack(ANNA))).isEqualTo("no-earlier-firmware");
  }

  @Test
  void what_is_refused_changes_nothing_but_the_count_of_events() {
    var fixture = Fixture.started(draft(1).done());
    fixture.succeed(new DeviceId("sim-0"));
    fixture.report(new DeviceId("sim-0"), FirmwareStatus.FAILED, 20);

    for (var wish :
        List.of(
            new OperatorEvent.Paused(ANNA),
            new OperatorEvent.Canceled(ANNA),
            new OperatorEvent.Aborted(ANNA),
            new OperatorEvent.RetryFailed(ANNA),
            new OperatorEvent.NextWave(ANNA),
            new OperatorEvent.PaceChanged(RolloutPace.DEFAULT, ANNA))) {
      assertThat(code(fixture, wish)).isEqualTo("wrong-state");
      fixture.send(wish);
    }

    assertThat(fixture.state()).isEqualTo(RolloutState.COMPLETED);
    assertThat(fixture.device("sim-0").state()).isEqualTo(DeviceState.SUCCEEDED);
  }

  private static void approve(Fixture fixture) {
    var plan = fixture.rollout.view().plan();
    fixture.send(new OperatorEvent.Approved(plan == null ? OTHER : plan, ANNA));
  }

  private static @Nullable String code(Fixture fixture, OperatorEvent event) {
    var refusal = fixture.rollout.refusal(event);
    return refusal == null ? null : refusal.code();
  }
}
