// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.failure.HubFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionTest {

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"*\"", "AAA=", "\"AAA=\"", " \"AAA=\" "})
  void R06_all_forms_of_a_match_pass(String ifMatch) {
    var precondition = new Precondition(ifMatch);

    assertThat(precondition.given()).isTrue();
    assertThatCode(() -> precondition.check("d", "AAA=")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAB=", "\"AAB=\"", "\"", "aaa="})
  void R06_another_etag_is_refused(String ifMatch) {
    assertThatThrownBy(() -> new Precondition(ifMatch).check("d", "AAA="))
        .isInstanceOf(HubFailure.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\""})
  void an_empty_one_is_none(String ifMatch) {
    assertThat(new Precondition(ifMatch).given()).isFalse();
    assertThatCode(() -> new Precondition(ifMatch).check("d", "AAA=")).doesNotThrowAnyException();
  }

  @Test
  void none_is_none() {
    assertThat(Precondition.NONE.given()).isFalse();
  }
}
