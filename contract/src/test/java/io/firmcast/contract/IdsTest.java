// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @ParameterizedTest
  @ValueSource(strings = {"sim-3", "A.b:c+d%e_f#g*h?i!j(k),l=m@n$o';", "x"})
  void every_legal_character_names_a_device(String text) {
    assertThat(new DeviceId(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../etc/passwd", "a\nb", "é", "a/b", "a\\b"})
  void anything_else_names_no_device(String text) {
    assertThatThrownBy(() -> new DeviceId(text))
        .isInstanceOfSatisfying(
            BadMessage.class, bad -> assertThat(bad.pointer()).isEqualTo("/deviceId"));
  }

  @Test
  void a_device_id_ends_at_128_characters() {
    assertThat(new DeviceId("d".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> new DeviceId("d".repeat(129))).isInstanceOf(BadMessage.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a b", "a?b", "a%2e"})
  void an_update_id_stands_in_a_url_as_it_is(String text) {
    assertThatThrownBy(() -> new UpdateId(text)).isInstanceOf(BadMessage.class);
  }
}
