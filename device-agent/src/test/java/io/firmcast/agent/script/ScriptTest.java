// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firmcast.agent.script.Behaviour.AnswersLate;
import io.firmcast.agent.script.Behaviour.NeverAnswers;
import io.firmcast.agent.script.Behaviour.Slow;
import io.firmcast.contract.DeviceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final Script SCRIPT =
      new Script(
          7,
          List.of(
              new Script.Part(0.1, new Slow(5)),
              new Script.Part(0.3, new NeverAnswers()),
              new Script.Part(0.05, new AnswersLate(Span.parse("1s-5s")))));
  private static final List<DeviceId> FLEET =
      IntStream.range(0, 10_000).mapToObj(i -> new DeviceId("sim-" + i)).toList();

  @Test
  void the_same_seed_gives_the_same_fleet_in_whatever_order_and_process_it_is_started() {
    var once = behaviours(SCRIPT, FLEET);
    var shuffled = new ArrayList<>(FLEET);
    Collections.shuffle(shuffled, new Random(3));

    var again = behaviours(new Script(7, SCRIPT.parts()), shuffled.subList(0, 5_000));

    assertThat(once).containsAllEntriesOf(again);
  }

  @Test
  void another_seed_gives_another_fleet() {
    assertThat(behaviours(SCRIPT.withSeed(8), FLEET)).isNotEqualTo(behaviours(SCRIPT, FLEET));
  }

  @Test
  void each_part_has_its_share_and_parts_overlap_as_chance_has_it() {
    assertThat(share(Slow.class)).isCloseTo(0.1, within(0.01));
    assertThat(share(NeverAnswers.class)).isCloseTo(0.3, within(0.015));
    assertThat(share(AnswersLate.class)).isCloseTo(0.05, within(0.01));
    var both =
        FLEET.stream()
            .map(SCRIPT::of)
            .filter(all -> all.contains(new Slow(5)) && all.contains(new NeverAnswers()))
            .count();
    assertThat(both / 10_000.0).isCloseTo(0.03, within(0.007));
  }

  @Test
  void none_and_all_mean_none_and_all() {
    var script =
        new Script(
            1, List.of(new Script.Part(0, new Slow(2)), new Script.Part(1, new NeverAnswers())));

    assertThat(FLEET)
        .allSatisfy(id -> assertThat(script.of(id)).containsExactly(new NeverAnswers()));
  }

  @Test
  void what_else_is_left_to_chance_comes_from_the_seed_as_well() {
    var span = Span.parse("1s-1h");

    var first = span.pick(SCRIPT.chance(FLEET.get(0)));

    assertThat(span.pick(SCRIPT.chance(FLEET.get(0)))).isEqualTo(first);
    assertThat(span.pick(SCRIPT.chance(FLEET.get(1)))).isNotEqualTo(first);
    assertThat(span.pick(SCRIPT.withSeed(8).chance(FLEET.get(0)))).isNotEqualTo(first);
  }

  private static double share(Class<? extends Behaviour> kind) {
    return FLEET.stream().filter(id -> SCRIPT.of(id).stream().anyMatch(kind::isInstance)).count()
        / 10_000.0;
  }

  private static Map<DeviceId, List<Behaviour>> behaviours(Script script, List<DeviceId> fleet) {
    Map<DeviceId, List<Behaviour>> all = new HashMap<>();
    fleet.forEach(id -> all.put(id, script.of(id)));
    return all;
  }
}
