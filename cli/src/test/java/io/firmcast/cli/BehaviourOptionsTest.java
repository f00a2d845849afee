// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.HubBehaviour;
import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.FaultRule;
import io.firmcast.localhub.tier.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class BehaviourOptionsTest {

  @Test
  void unless_told_the_hub_is_fast_and_nothing_goes_wrong() {
    assertThat(read()).isEqualTo(HubBehaviour.FAST);
  }

  @Test
  void faithful_is_one_unit_of_S1_with_its_quota_and_lagging_queries() {
    var faithful = read("--faithful");

    assertThat(faithful).isEqualTo(HubBehaviour.faithful());
    assertThat(faithful.tier().tier()).isEqualTo(Tier.S1);
    assertThat(faithful.tier().quota()).isTrue();
    assertThat(faithful.faults()).extracting(FaultRule::kind).contains(FaultKind.QUERY_LAG);
  }

  @Test
  void a_faithful_hub_may_be_of_another_tier_and_have_more_faults() {
    var hub = read("--faithful", "--tier", "s2", "--units", "3", "--fault", "drop-desired");

    assertThat(hub.tier().tier()).isEqualTo(Tier.S2);
    assertThat(hub.tier().units()).isEqualTo(3);
    assertThat(hub.tier().quota()).isTrue();
    assertThat(hub.faults()).extracting(FaultRule::kind).endsWith(FaultKind.DROP_DESIRED);
  }

  @Test
  void several_faults_may_be_given() {
    var hub = read("--fault", "drop-method-answer:rate=0.3", "--fault", "query-lag:time=1s");

    assertThat(hub.faults())
        .containsExactly(
            FaultRule.of("drop-method-answer:rate=0.3"), FaultRule.of("query-lag:time=1s"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tier S9 | 'S9' is none of F1, B1, B2, B3, S1, S2, S3 and none",
        "--units 2 | --units needs --tier, or --faithful",
        "--tier S3 --units 11 | units: must be between 1 and 10 of S3",
        "--units many --tier S1 | --units",
        "--fault dance | kind: 'dance' is none of drop-method-answer",
        "--fault rest-error:rate=7 | rate: must be between 0 and 1",
        "--fault rest-error:for=3 | for: '3' is no time such as 500ms",
      })
  void a_bad_value_is_one_sentence_and_exit_2(String flags, String problem) {
    for (var command : new String[] {"hub", "up"}) {
      var terminal = Terminal.run((command + " " + flags).split(" "));

      assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
      assertThat(terminal.err()).startsWith("firmcast: ").contains(problem);
      assertThat(terminal.err().strip().lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void the_help_of_hub_tells_what_each_kind_does(FaultKind kind) {
    var help = Terminal.run("hub", "--help").out().replaceAll("\\s+", " ");

    assertThat(help).contains(kind.text() + " " + kind.sentence());
  }

  @Test
  void a_rule_without_a_field_it_must_have_is_named_by_the_parser() {
    assertThatThrownBy(() -> read("--fault", "rest-error:time=3s"))
        .hasMessageContaining("time: rest-error has no such field");
  }

  private static HubBehaviour read(String... flags) {
    var options = new BehaviourOptions();
    new CommandLine(options).parseArgs(flags);
    return options.behaviour();
  }
}
