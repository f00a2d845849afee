// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {

  @Test
  void C03_the_java_sdks_user_name_is_taken_apart() {
    var name =
        UserName.parse("hub.localhost/dev1/?api-version=2020-09-30&DeviceClientType=a%20b")
            .orElseThrow();

    assertThat(name.host()).isEqualTo("hub.localhost");
    assertThat(name.clientId()).isEqualTo("dev1");
    assertThat(name.query()).containsEntry("DeviceClientType", "a b");
    assertThat(name.modelId()).isEmpty();
  }

  @Test
  void C04_the_model_is_decoded_and_the_first_of_duplicates_counts() {
    var name =
        UserName.parse("h/d/api-version=2021-04-12-preview&model-id=dtmi%3Ax%3B1&model-id=no")
            .orElseThrow();

    assertThat(name.modelId()).isEqualTo("dtmi:x;1");
  }

  @Test
  void a_module_is_part_of_the_client_id() {
    assertThat(UserName.parse("h/d/m/?api-version=2021-04-12").orElseThrow().clientId())
        .isEqualTo("d/m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "h/d",
        "h/d/",
        "h/d/?x=1",
        "h/d/?api-version=latest",
        "h/d/?api-version=",
        "h/d/m/x/?api-version=2021-04-12"
      })
  void others_are_refused(String text) {
    assertThat(UserName.parse(text)).isEmpty();
  }
}
