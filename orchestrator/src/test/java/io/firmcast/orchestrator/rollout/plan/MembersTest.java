// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  private static final RolloutId ID = new RolloutId("r42");
  private static final List<DeviceId> DEVICES =
      IntStream.range(0, 1_000).mapToObj(i -> new DeviceId("sim-" + i)).toList();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_order_does_not_depend_on_how_they_were_listed(long seed) {
    var shuffled = new ArrayList<>(DEVICES);
    Collections.shuffle(shuffled, new Random(seed));
    var targets = Targets.devices(DEVICES).withCanaries(DEVICES.subList(500, 510));

    var one = Members.of(ID, targets, DEVICES);
    var other = Members.of(ID, targets, shuffled);

    assertThat(order(other)).isEqualTo(order(one));
  }

  @Test
  void another_rollout_begins_with_other_devices() {
    var other = new RolloutId("r43");
    var targets = Targets.devices(DEVICES);

    assertThat(order(Members.of(other, targets, DEVICES)).subList(0, 10))
        .isNotEqualTo(order(Members.of(ID, targets, DEVICES)).subList(0, 10));
  }

  @Test
  void canaries_come_first_and_excluded_ones_not_at_all() {
    var canary = new DeviceId("sim-77");
    var excluded = new DeviceId("sim-78");
    var targets =
        Targets.devices(DEVICES)
            .withCanaries(List.of(canary, new DeviceId("of-another-fleet")))
            .without(List.of(excluded));

    var members = Members.of(ID, targets, DEVICES);

    assertThat(members.device(0)).isEqualTo(canary);
    assertThat(members.size()).isEqualTo(999);
    assertThat(members.place(excluded)).isEqualTo(-1);
  }

  @Test
  void doubles_are_one_device() {
    var twice = List.of(DEVICES.get(0), DEVICES.get(0));

    assertThat(Members.of(ID, Targets.devices(twice), twice).size()).isEqualTo(1);
  }

  @Test
  void every_device_is_found_again_also_after_many_have_joined() {
    var members = Members.of(ID, Targets.devices(DEVICES), DEVICES);
    for (var i = 0; i < 5_000; i++) {
      assertThat(members.join(new DeviceId("late-" + i))).isEqualTo(1_000 + i);
    }

    for (var place = 0; place < members.size(); place++) {
      assertThat(members.place(members.device(place))).isEqualTo(place);
    }
    assertThat(members.place(new DeviceId("nobody"))).isEqualTo(-1);
  }

  @Test
  void the_hash_of_a_plan_changes_with_each_device_and_each_field() {
    var targets = Targets.devices(DEVICES);
    var firmware =
        io.firmcast.contract.FirmwareUpdate.of(java.net.URI.create("https://fw.example/a"));
    var definition = RolloutDefinition.of(firmware, targets);
    var members = Members.of(ID, targets, DEVICES);
    var hash = PlanHash.of(ID, definition, members);

    assertThat(PlanHash.of(ID, definition, Members.of(ID, targets, DEVICES))).isEqualTo(hash);
    assertThat(PlanHash.of(ID, definition, Members.of(ID, targets, DEVICES.subList(1, 1_000))))
        .isNotEqualTo(hash);
    assertThat(PlanHash.of(ID, definition.with().pace(RolloutPace.inFlight(7)).done(), members))
        .isNotEqualTo(hash);
    assertThat(PlanHash.of(new RolloutId("r43"), definition, members)).isNotEqualTo(hash);
  }

  private static List<DeviceId> order(Members members) {
    return IntStream.range(0, members.size()).mapToObj(members::device).toList();
  }
}
