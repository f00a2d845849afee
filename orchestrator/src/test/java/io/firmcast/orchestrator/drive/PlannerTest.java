// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.FakeHub;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Planned;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final By ANNA = By.of("anna");

  private final FakeHub hub = new FakeHub();
  private final Planner planner = new Planner(hub);

  @Test
  void a_condition_is_asked_page_by_page_for_nothing_but_ids() {
    IntStream.range(0, 250).forEach(i -> hub.report("sim-" + (100 + i), new JsonObject()));
    var targets = Targets.where("tags.site = 'a'", Targets.Membership.STATIC);

    var parts = planner.plan(targets, ANNA).result();

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).devices()).hasSize(250).doesNotHaveDuplicates();
    assertThat(parts.get(0).last()).isTrue();
    assertThat(hub.queries())
        .hasSize(3)
        .containsOnly("SELECT deviceId FROM devices WHERE tags.site = 'a'");
  }

  @Test
  void named_devices_are_taken_as_they_are_in_parts_of_bounded_size() {
    var named = IntStream.range(0, 250_000).mapToObj(i -> new DeviceId("sim-" + i)).toList();

    var parts = planner.plan(Targets.devices(named), ANNA).result();

    assertThat(parts)
        .extracting(part -> part.devices().size())
        .containsExactly(100_000, 100_000, 50_000);
    assertThat(parts).extracting(Planned::part).containsExactly(0, 1, 2);
    assertThat(parts).extracting(Planned::last).containsExactly(false, false, true);
    assertThat(hub.queries()).isEmpty();
  }

  @Test
  void named_devices_must_be_compatible_where_that_is_asked() {
    hub.report("it's", new JsonObject());
    var targets =
        new Targets(
            List.of(new DeviceId("it's"), new DeviceId("b")),
            null,
            "properties.reported.model = 'x'",
            List.of(),
            List.of(),
            Targets.Membership.STATIC);

    var parts = planner.plan(targets, ANNA).result();

    assertThat(parts.get(0).devices()).containsExactly(new DeviceId("it's"));
    assertThat(hub.queries())
        .containsExactly(
            "SELECT deviceId FROM devices WHERE deviceId IN ['it\\'s', 'b']"
                + " AND (properties.reported.model = 'x')");
  }

  @Test
  void nobody_is_one_empty_part() {
    var parts = planner.plan(Targets.where("true", Targets.Membership.STATIC), ANNA).result();

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).last()).isTrue();
    assertThat(parts.get(0).devices()).isEmpty();
  }
}
