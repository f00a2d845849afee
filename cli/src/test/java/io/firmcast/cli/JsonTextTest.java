// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @TempDir private Path dir = Path.of("");

  @Test
  void any_json_stands_as_it_is() {
    assertThat(new JsonText.Any().convert("null").value()).isNull();
    assertThat(new JsonText.Any().convert("\"a\"").value()).isEqualTo("a");
    assertThat(new JsonText.Any().convert("{\"a\":1}").value())
        .isEqualTo(new JsonObject().put("a", 1));
  }

  @Test
  void it_comes_out_of_a_file_or_from_stdin() throws Exception {
    var file = Files.writeString(dir.resolve("j"), " {\"a\" : 1}\n");
    assertThat(new JsonText.AnObject().convert("@" + file)).isEqualTo(new JsonObject().put("a", 1));

    var real = System.in;
    try {
      System.setIn(new ByteArrayInputStream("{\"b\":2}".getBytes(StandardCharsets.UTF_8)));
      assertThat(new JsonText.AnObject().convert("-")).isEqualTo(new JsonObject().put("b", 2));
    } finally {
      System.setIn(real);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a:1}", "[1]", "1", "", "null"})
  void what_is_no_object_says_how_to_write_one(String text) {
    assertThatThrownBy(() -> new JsonText.AnObject().convert(text))
        .hasMessageContaining("no JSON object")
        .hasMessageContaining("single quotes");
  }

  @Test
  void a_bare_word_and_a_missing_file_are_told() {
    assertThatThrownBy(() -> new JsonText.Any().convert("reboot now"))
        .hasMessageContaining("quotes");
    assertThatThrownBy(() -> new JsonText.Any().convert("@/no/such/file"))
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> new JsonText.Any().convert("x".repeat(500)))
        .hasMessageContaining("x".repeat(40) + "…");
  }
}
