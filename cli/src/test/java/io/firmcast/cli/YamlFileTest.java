// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {

  @Test
  void what_looks_like_a_word_is_a_word_and_not_a_date_or_a_yes() {
    var json =
        YamlFile.of(
                "f",
                """
                date: 2026-12-24
                time: 2026-12-24T18:00:00Z
                share: 10%
                cron: 0 22 * * mon-fri
                norway: no
                truth: true
                nothing:
                count: 10
                much: 5000000000
                half: 0.5
                version: "2.1"
                list: [a, {b: 1}]
                """)
            .json();

    assertThat(json)
        .isEqualTo(
            new JsonObject()
                .put("date", "2026-12-24")
                .put("time", "2026-12-24T18:00:00Z")
                .put("share", "10%")
                .put("cron", "0 22 * * mon-fri")
                .put("norway", "no")
                .put("truth", true)
                .putNull("nothing")
                .put("count", 10)
                .put("much", 5_000_000_000L)
                .put("half", 0.5)
                .put("version", "2.1")
                .put("list", new JsonArray().add("a").add(new JsonObject().put("b", 1))));
  }

  @Test
  void json_is_yaml_too() {
    assertThat(YamlFile.of("f", "{\"a\": [1, \"x\"]}").json())
        .isEqualTo(new JsonObject().put("a", new JsonArray().add(1).add("x")));
  }

  @Test
  void an_anchor_is_written_once_and_used_again() {
    assertThat(YamlFile.of("f", "a: &x {b: 1}\nc: *x").json().getJsonObject("c"))
        .isEqualTo(new JsonObject().put("b", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "/a, 1",
    "/list, 2",
    "/list/0, 3",
    "/list/1/size, 4",
    "/list/1/soak, 5",
    "/list/1/soak/deeper, 5",
    "/list/7, 2",
    "/nowhere, 1",
    "/x~1y, 6"
  })
  void a_pointer_has_a_line(String pointer, int line) {
    var file = YamlFile.of("f", "a: 1\nlist:\n  - one\n  - size: 1\n    soak: 2\nx/y: 3\n");

    assertThat(file.place(pointer)).isEqualTo("f:" + line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\na: 2 | f:2: a stands there twice.",
        "a: [1 | f:1: is no YAML",
        "a: 1\\n\\tb: 2 | f:2: is no YAML",
        "- a | f:1: must be a mapping",
        "'' | f:1: must be a mapping",
        "a: &x [*x] | f:1: is nested more than 20 deep.",
        "a: 99999999999999999999 | f:1: 99999999999999999999 is no number",
        "a: .nan | f:1: .nan is no number",
        "a: 1\\n---\\nb: 2 | f:2: is no YAML",
        "? [a] : 1 | f:1: has a key that is no text."
      })
  void what_is_no_document_is_one_sentence_with_its_line(String text, String sentence) {
    assertThatThrownBy(() -> YamlFile.of("f", text.replace("\\n", "\n").replace("\\t", "\t")))
        .isInstanceOf(CliFailure.class)
        .hasMessageStartingWith(sentence)
        .hasMessageMatching("[^\n]+\\.")
        .satisfies(failure -> assertThat(((CliFailure) failure).exitCode()).isEqualTo(Exit.USAGE));
  }
}
