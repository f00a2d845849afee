// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProxyTest {

  @Test
  void a_proxy_has_an_address_and_may_want_a_password() {
    assertThat(HttpProxy.parse("http://proxy.example:3128"))
        .isEqualTo(new HttpProxy("proxy.example", 3128, null, null));
    assertThat(HttpProxy.parse("http://user:a:b@10.0.0.1:8080"))
        .isEqualTo(new HttpProxy("10.0.0.1", 8080, "user", "a:b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example:3128",
        "https://proxy.example:3128",
        "http://proxy.example",
        "http://user@proxy.example:3128",
        "http://:secret@proxy.example:3128",
        "http://user:@proxy.example:3128",
        "http:// secret @:1"
      })
  void anything_else_is_refused_without_the_password(String text) {
    assertThatThrownBy(() -> HttpProxy.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void the_password_is_never_shown() {
    assertThat(HttpProxy.parse("http://user:secret@proxy.example:3128"))
        .hasToString("http://user:***@proxy.example:3128");
  }
}
