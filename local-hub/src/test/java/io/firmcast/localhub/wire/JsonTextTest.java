// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\ud83d\\ude00",
        "\\uD83D\\uDE00\\uD83D\\uDE00",
        "\\\\ud800",
        "\\\\\\\\ud800",
        "\\ud7ff\\ue000",
        "\\u0000\\n\\\"",
        "é中😀",
        "ud800",
        ""
      })
  void what_is_read_can_be_written_again(String text) {
    var json = Buffer.buffer("{\"a\":\"" + text + "\",\"" + text + "x\":1}");

    var object = JsonText.object(json);

    assertThat(JsonText.object(object.toBuffer())).isEqualTo(object);
    assertThat(JsonText.value(json)).isEqualTo(object);
    assertThat(JsonText.array(Buffer.buffer("[" + json + "]")).getJsonObject(0)).isEqualTo(object);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\ud800",
        "\\udc00",
        "\\uDFFF\\uD800",
        "\\ud800\\ud800",
        "\\ud83dx\\ude00",
        "\\\\\\ud800",
        "\\ud83d\\ude00\\ud83d",
        "\\ud800\\n"
      })
  void half_a_character_is_refused(String text) {
    var json = Buffer.buffer("{\"a\":\"" + text + "\"}");
    var name = Buffer.buffer("{\"" + text + "\":1}");

    assertThatThrownBy(() -> JsonText.object(json)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> JsonText.object(name)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> JsonText.value(json)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> JsonText.array(Buffer.buffer("[" + json + "]")))
        .isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\\", "{", "{\"a\":\"\\", "{\"a\":\"\\ud8", "null", "[]", "7"})
  void what_is_no_object_is_refused_wherever_it_ends(String text) {
    assertThatThrownBy(() -> JsonText.object(Buffer.buffer(text)))
        .isInstanceOf(DecodeException.class);
  }
}
