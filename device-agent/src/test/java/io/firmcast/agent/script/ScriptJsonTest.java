// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.contract.FirmwareStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptJsonTest {

  @Test
  void every_kind_is_read_with_its_fields() {
    var script =
        ScriptJson.parse(
            """
            {"seed": 42, "behaviours": [
              {"kind": "slow", "fraction": 0.1, "factor": 5},
              {"kind": "offline", "fraction": 0.05, "after": "10s-60s", "for": "1h"},
              {"kind": "fails", "fraction": 0.02, "phase": "applying", "code": "hash"},
              {"kind": "reboots", "fraction": 0.02, "phase": "downloading", "for": "5s", "times": 2},
              {"kind": "lies", "fraction": 0.01, "version": "9.9.9"},
              {"kind": "clock-skew", "fraction": 1, "by": "-1h"},
              {"kind": "duplicate-reports", "fraction": 0, "count": 3},
              {"kind": "never-answers", "fraction": 0.01},
              {"kind": "answers-late", "fraction": 0.01, "by": "40s"}]}
            """);

    assertThat(script.seed()).isEqualTo(42);
    assertThat(script.parts())
        .containsExactly(
            new Script.Part(0.1, new Behaviour.Slow(5)),
            new Script.Part(0.05, new Behaviour.Offline(Span.parse("10s-60s"), Span.parse("1h"))),
            new Script.Part(0.02, new Behaviour.Fails(FirmwareStatus.APPLYING, "hash")),
            new Script.Part(
                0.02, new Behaviour.Reboots(FirmwareStatus.DOWNLOADING, Span.parse("5s"), 2)),
            new Script.Part(0.01, new Behaviour.Lies("9.9.9")),
            new Script.Part(1, new Behaviour.ClockSkew(Duration.ofHours(-1))),
            new Script.Part(0, new Behaviour.DuplicateReports(3)),
            new Script.Part(0.01, new Behaviour.NeverAnswers()),
            new Script.Part(0.01, new Behaviour.AnswersLate(Span.parse("40s"))));
  }

  @Test
  void what_may_be_left_out_has_a_default() {
    var script =
        ScriptJson.parse(
            """
            {"behaviours": [
              {"kind": "fails", "fraction": 1, "phase": "standBy"},
              {"kind": "reboots", "fraction": 1, "phase": "applying", "for": "5s"},
              {"kind": "duplicate-reports", "fraction": 1}]}
            """);

    assertThat(script.seed()).isZero();
    assertThat(script.parts())
        .extracting(Script.Part::behaviour)
        .containsExactly(
            new Behaviour.Fails(FirmwareStatus.STAND_BY, "scripted"),
            new Behaviour.Reboots(FirmwareStatus.APPLYING, Span.parse("5s"), 1),
            new Behaviour.DuplicateReports(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense | no JSON object",
        "[] | no JSON object",
        "{} | behaviours is missing",
        "{\"behaviours\":7} | behaviours must be an array",
        "{\"behaviours\":[],\"sede\":1} | sede is not known here",
        "{\"behaviours\":[],\"seed\":1.5} | seed must be a whole number",
        "{\"behaviours\":[7]} | behaviours[0] must be an object",
        "{\"behaviours\":[{}]} | behaviours[0].kind is missing",
        "{\"behaviours\":[{\"kind\":\"mad\",\"fraction\":1}]} | behaviours[0].kind must be slow",
        "{\"behaviours\":[{\"kind\":\"lies\"}]} | behaviours[0].fraction is missing",
        "{\"behaviours\":[{\"kind\":\"lies\",\"fraction\":1}]} | behaviours[0].version is missing",
        "{\"behaviours\":[{\"kind\":\"never-answers\",\"fraction\":2}]} | behaviours[0].fraction must",
        "{\"behaviours\":[{\"kind\":\"slow\",\"fraction\":1,\"factor\":0}]} | behaviours[0].factor must",
        "{\"behaviours\":[{\"kind\":\"never-answers\",\"fraction\":1,\"by\":\"1s\"}]} | behaviours[0].by is not",
        "{\"behaviours\":[{\"kind\":\"answers-late\",\"fraction\":1,\"by\":\"soon\"}]} | behaviours[0].by must be a time",
        "{\"behaviours\":[{\"kind\":\"fails\",\"fraction\":1,\"phase\":\"completed\"}]} | behaviours[0].phase must",
        "{\"behaviours\":[{\"kind\":\"fails\",\"fraction\":1,\"phase\":\"applying\",\"code\":\"\"}]} | behaviours[0].code must",
        "{\"behaviours\":[{\"kind\":\"lies\",\"fraction\":1,\"version\":\"\"}]} | behaviours[0].version must",
        "{\"behaviours\":[{\"kind\":\"duplicate-reports\",\"fraction\":1,\"count\":4294967298}]} | behaviours[0].count must"
      })
  void what_is_wrong_is_named_with_its_place(String text, String complaint) {
    assertThatThrownBy(() -> ScriptJson.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void the_example_of_the_documentation_is_a_script() throws Exception {
    var page = Files.readString(Path.of("..", "docs", "agents.md"));
    var example = Pattern.compile("(?s)```json\\n(.*?\"behaviours\".*?)```").matcher(page);

    assertThat(example.find()).isTrue();
    assertThat(ScriptJson.parse(example.group(1)).parts()).hasSize(9);
  }
}
