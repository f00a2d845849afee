// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever stands in a CONNECT's user name, it names one client or it is refused. */
class UserNameFuzzTest {

  @FuzzTest
  void user_names(byte[] input) {
    var text = new String(input, UTF_8);

    UserName.parse(text)
        .ifPresent(
            user -> {
              assertThat(text).startsWith(user.host() + "/" + user.clientId() + "/");
              assertThat(user.query()).containsKey("api-version");
              assertThat(user.modelId()).isNotNull();
            });
  }
}
