// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwinRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "$a", "a b", "", "a\u0001", "a\u0085"})
  void L06_a_key_with_a_forbidden_character_is_refused(String key) {
    refused(new JsonObject().put("o", new JsonObject().put(key, 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-b", "a_b", "ä", "a/b", "9", "日本"})
  void other_keys_are_allowed(String key) {
    assertThat(TwinRules.checked(new JsonObject().put(key, 1)).containsKey(key)).isTrue();
  }

  @Test
  void L06_a_key_may_have_1024_bytes() {
    TwinRules.checked(new JsonObject().put("k".repeat(1024), 1));
    refused(new JsonObject().put("k".repeat(1025), 1));
    refused(new JsonObject().put("ä".repeat(513), 1));
  }

  @Test
  void L06_a_text_may_have_4096_bytes() {
    TwinRules.checked(new JsonObject().put("k", "x".repeat(4096)));
    refused(new JsonObject().put("k", "x".repeat(4097)));
  }

  @Test
  void L06_objects_may_nest_10_deep_below_the_root() {
    TwinRules.checked(nested(10));
    refused(nested(11));
  }

  @Test
  void arrays_count_as_levels() {
    TwinRules.checked(new JsonObject("{\"a\":" + "[".repeat(10) + "]".repeat(10) + "}"));
    refused(new JsonObject("{\"a\":" + "[".repeat(11) + "]".repeat(11) + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4503599627370495", "-4503599627370496", "1.5", "1e300", "0"})
  void L06_numbers_in_range_are_allowed(String number) {
    assertThatCode(() -> TwinRules.checked(new JsonObject("{\"n\":" + number + "}")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4503599627370496", "-4503599627370497", "99999999999999999999", "1e999"})
  void L06_numbers_out_of_range_are_refused(String number) {
    refused(new JsonObject("{\"n\":" + number + "}"));
  }

  @Test
  void the_read_only_members_of_the_root_are_taken_out() {
    var checked = TwinRules.checked(new JsonObject("{\"$version\":1,\"$metadata\":{},\"a\":1}"));

    assertThat(checked).isEqualTo(new JsonObject("{\"a\":1}"));
  }

  @Test
  void the_size_counts_keys_and_values_by_kind() {
    // 3 keys of 1 + 8 for the number + 4 for the boolean + 2 for the text without its control = 17
    var values = new JsonObject().put("n", 123456).put("b", true).put("t", "x\ny").putNull("z");

    TwinRules.checkSize("tags", values, 18);

    assertThatThrownBy(() -> TwinRules.checkSize("tags", values, 17))
        .isInstanceOfSatisfying(
            HubFailure.class, e -> assertThat(e.code()).isEqualTo(Code.TOO_LARGE));
  }

  private static JsonObject nested(int levels) {
    var inner = new JsonObject().put("leaf", 1);
    for (int i = 0; i < levels; i++) {
      inner = new JsonObject().put("l", inner);
    }
    return inner;
  }

  private static void refused(JsonObject patch) {
    assertThatThrownBy(() -> TwinRules.checked(patch))
        .isInstanceOfSatisfying(
            HubFailure.class, e -> assertThat(e.code()).isEqualTo(Code.ARGUMENT_INVALID));
  }
}
