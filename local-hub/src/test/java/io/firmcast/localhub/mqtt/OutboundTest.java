// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.failure.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundTest {

  @ParameterizedTest
  @EnumSource
  void T19_the_status_of_every_refusal_has_three_digits(Code code) {
    assertThat(Outbound.twinAnswer(code.status(), "r"))
        .matches("\\$iothub/twin/res/[1-5]\\d\\d/\\?\\$rid=r");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
  void T19_every_version_can_be_read_as_an_int32(int version) {
    var reported = Outbound.reportedAnswer("r", version);
    var desired = Outbound.desired(version);

    assertThat(reported).matches("\\$iothub/twin/res/204/\\?\\$rid=r&\\$version=\\d+");
    for (var topic : new String[] {reported, desired}) {
      var text = topic.substring(topic.indexOf("$version=") + "$version=".length());
      assertThat(Integer.parseInt(text)).isEqualTo(version);
    }
  }

  @Test
  void T19_a_small_status_is_padded() {
    assertThat(Outbound.twinAnswer(7, "r")).contains("/007/");
  }
}
