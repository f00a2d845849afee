// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {

  @ParameterizedTest
  @CsvSource({
    "plain,plain",
    "a%2Fb,a/b",
    "a%2fb,a/b",
    "a+b,a+b",
    "100%,100%",
    "%zz,%zz",
    "%2,%2",
    "%C3%A4,ä",
    "%25,%",
    "%2525,%25",
    "a%20b,a b"
  })
  void escapes_are_decoded_once_and_all_else_is_literal(String text, String decoded) {
    assertThat(Percent.decode(text)).isEqualTo(decoded);
  }
}
