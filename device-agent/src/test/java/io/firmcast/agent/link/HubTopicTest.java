// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubTopicTest {

  @Test
  void a_twin_answer_has_a_status_and_the_id_of_the_request() {
    assertThat(HubTopic.parse("$iothub/twin/res/200/?$rid=1f"))
        .isEqualTo(new HubTopic.TwinAnswer(200, "1f"));
  }

  @Test
  void the_version_behind_the_id_is_passed_over() {
    assertThat(HubTopic.parse("$iothub/twin/res/204/?$rid=1f&$version=7"))
        .isEqualTo(new HubTopic.TwinAnswer(204, "1f"));
  }

  @Test
  void a_method_call_has_a_name_and_an_id_that_stays_as_it_is() {
    assertThat(HubTopic.parse("$iothub/methods/POST/firmwareUpdate/?$rid=a%2Fb"))
        .isEqualTo(new HubTopic.MethodCall("firmwareUpdate", "a%2Fb"));
    assertThat(HubTopic.methodReply(409, "a%2Fb")).isEqualTo("$iothub/methods/res/409/?$rid=a%2Fb");
  }

  @Test
  void a_desired_change_is_one() {
    assertThat(HubTopic.parse("$iothub/twin/PATCH/properties/desired/?$version=3"))
        .isEqualTo(new HubTopic.DesiredChange());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "devices/sim-7/messages/devicebound/x=y",
        "$iothub/twin/res/20/?$rid=1",
        "$iothub/twin/res/2000/?$rid=1",
        "$iothub/twin/res/abc/?$rid=1",
        "$iothub/twin/res/200/",
        "$iothub/twin/res/200/?$rid=",
        "$iothub/twin/res/200/?rid=1",
        "$iothub/methods/POST/",
        "$iothub/methods/POST/a/b/?$rid=1",
        "$iothub/methods/POST/a/?$version=1"
      })
  void what_is_not_understood_does_no_harm(String topic) {
    assertThat(HubTopic.parse(topic)).isEqualTo(new HubTopic.Unknown());
  }
}
