// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultRuleTest {

  @Test
  void a_kind_alone_is_a_rule_for_all_devices_always() {
    var rule = FaultRule.of("drop-method-answer");

    assertThat(rule.kind()).isEqualTo(FaultKind.DROP_METHOD_ANSWER);
    assertThat(rule.rate()).isEqualTo(1);
    assertThat(rule.devices()).isEqualTo("*");
    assertThat(rule.lasting()).isNull();
    assertThat(rule).isEqualTo(FaultRule.of(FaultKind.DROP_METHOD_ANSWER));
  }

  @Test
  void everything_can_be_said_in_one_line() {
    var rule = FaultRule.of("delay-method:rate=0.25,devices=sim-*,for=5m,seed=7,time=100ms-2s");

    assertThat(rule)
        .isEqualTo(
            FaultRule.of(FaultKind.DELAY_METHOD)
                .withRate(0.25)
                .withDevices("sim-*")
                .withLasting(Duration.ofMinutes(5))
                .withSeed(7)
                .withTime(new Span(Duration.ofMillis(100), Duration.ofSeconds(2))));
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void each_kind_has_a_name_a_sentence_and_a_usual_parameter_and_is_the_same_as_json(
      FaultKind kind) {
    var rule = FaultRule.of(kind.text()).withRate(0.5).withLasting(Duration.ofSeconds(90));

    assertThat(FaultText.of(FaultText.json(rule))).isEqualTo(rule);
    assertThat(kind.sentence()).endsWith(".");
    assertThat(FaultText.json(rule).fieldNames())
        .contains("kind", "rate", "devices", "for", "seed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dance | kind: 'dance' is none of drop-method-answer",
        "drop-method-answer:rate=2 | rate: must be between 0 and 1",
        "drop-method-answer:rate=NaN | rate: must be between 0 and 1",
        "drop-method-answer:rate=x | rate: 'x' is no number",
        "drop-method-answer:rate | 'rate' must be written name=value",
        "drop-method-answer: | '' must be written name=value",
        "drop-method-answer:devices= | devices: must not be empty",
        "drop-method-answer:for=3 | for: '3' is no time such as",
        "drop-method-answer:for=0s | for: must be above 0s",
        "drop-method-answer:seed=a | seed: 'a' is no number",
        "drop-method-answer:time=3s | time: drop-method-answer has no such field",
        "drop-method-answer:often=1 | often: drop-method-answer has no such field",
        "duplicate-method:count=0 | count: must be between 1 and 100",
        "delay-method:time=3s-1s | time: must be written shortest first",
        "delay-method:time=2000h | time: must be at most 24h",
        "kill-connection:time=0s | time: must be above 0s for kill-connection",
        "rest-error:status=404 | status: must be one of 429, 500, 503 and 504",
      })
  void a_bad_rule_is_one_sentence_that_names_the_field(String text, String problem) {
    assertThatThrownBy(() -> FaultRule.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem)
        .hasMessageNotContaining("\n");
  }

  @Test
  void bad_json_is_told_the_same_way() {
    assertThatThrownBy(() -> FaultText.of(new JsonObject())).hasMessage("kind: is missing");
    assertThatThrownBy(() -> FaultText.of(new JsonObject("{\"kind\":null}")))
        .hasMessage("kind: must be a text or a number");
    assertThatThrownBy(() -> FaultText.of(new JsonObject("{\"kind\":\"query-lag\",\"rate\":[1]}")))
        .hasMessage("rate: must be a text or a number");
  }

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "*, '', true",
    "sim-*, sim-7, true",
    "sim-*, sin-7, false",
    "*-7, sim-17, false",
    "*-?7, sim-17, true",
    "s*m*7, sim-m-17, true",
    "s*m*7, sim-m-18, false",
    "a.c, abc, false",
    "'', '', true",
    "?, '', false",
    "dev/mod*, dev/mod1, true",
  })
  void device_patterns_know_stars_and_question_marks(String glob, String id, boolean matches) {
    assertThat(new Glob(glob).matches(id)).isEqualTo(matches);
  }
}
