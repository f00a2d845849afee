// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.firmcast.localhub.wire.Percent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Whatever stands in a password or an Authorization header, it is a token or it is none. */
class SasTokenFuzzTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  @FuzzTest
  void tokens(byte[] input) {
    var text = new String(input, UTF_8);
    var keys = new SharedKeys("AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAA==");

    SasToken.parse(text)
        .ifPresent(
            token -> {
              token.signedBy(keys);
              token
                  .scopes()
                  .filter(scope -> scope.covers(List.of("devices", "dev1")))
                  .filter(scope -> !(Percent.decode(text) + text).contains(scope.host()))
                  .forEach(
                      scope -> {
                        throw new AssertionError("a scope out of nothing: " + scope);
                      });
              if (token.expiry().isBefore(CLOCK.instant()) && token.expiryText().isEmpty()) {
                throw new AssertionError("a time out of nothing");
              }
            });
  }
}
