// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.wire.Signature;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class BearerTokensTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final byte[] KEY = "0123456789abcdef".getBytes(UTF_8);
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private final BearerTokens tokens = new BearerTokens();

  @Test
  void R21_nothing_is_accepted_until_something_is_configured() {
    assertThat(tokens.acceptsFixed()).isFalse();
    assertThat(tokens.acceptsJwt()).isFalse();
    assertThat(tokens.allow("Bearer ", NOW)).isFalse();
    assertThat(tokens.allow("Bearer " + jwt(HEADER, claims(60)), NOW)).isFalse();
  }

  @Test
  void R21_a_fixed_token_is_accepted_as_it_is() {
    tokens.acceptFixed("a-token-of-twenty-chars");

    assertThat(tokens.allow("Bearer a-token-of-twenty-chars", NOW)).isTrue();
    assertThat(tokens.allow("Bearer a-token-of-twenty-char", NOW)).isFalse();
    tokens.acceptFixed(null);
    assertThat(tokens.allow("Bearer a-token-of-twenty-chars", NOW)).isFalse();
    assertThatThrownBy(() -> tokens.acceptFixed("short"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void R21_a_signed_token_counts_from_its_beginning_to_its_end() {
    tokens.acceptJwt(Buffer.buffer(KEY));

    assertThat(tokens.allow("Bearer " + jwt(HEADER, claims(60)), NOW)).isTrue();
    assertThat(tokens.allow("Bearer " + jwt(HEADER, claims(0)), NOW)).isFalse();
    assertThat(tokens.allow("Bearer " + jwt(HEADER, "{}"), NOW)).isFalse();
    var early = "{\"exp\":%d,\"nbf\":%d}".formatted(second(60), second(30));
    assertThat(tokens.allow("Bearer " + jwt(HEADER, early), NOW)).isFalse();
  }

  @Test
  void R21_forged_and_malformed_tokens_are_refused() {
    tokens.acceptJwt(Buffer.buffer(KEY));
    var good = jwt(HEADER, claims(60));

    assertThat(tokens.allow("Bearer " + jwt("{\"alg\":\"none\"}", claims(60)), NOW)).isFalse();
    assertThat(tokens.allow("Bearer " + good.substring(0, good.lastIndexOf('.') + 1), NOW))
        .isFalse();
    assertThat(tokens.allow("Bearer " + good.substring(0, good.length() - 4) + "AAAA", NOW))
        .isFalse();
    for (var malformed : new String[] {"", "..", "a.b.c", "%.%.%", "e30.e30.e30", good + ".x"}) {
      assertThat(tokens.allow("Bearer " + malformed, NOW)).as(malformed).isFalse();
    }
    assertThat(tokens.allow("Bearer " + jwt("{\"alg\":7}", claims(60)), NOW)).isFalse();
    assertThat(tokens.toString()).doesNotContain("0123");
  }

  private static String claims(long seconds) {
    return "{\"exp\":" + second(seconds) + "}";
  }

  private static long second(long seconds) {
    return NOW.plusSeconds(seconds).getEpochSecond();
  }

  private static String jwt(String header, String claims) {
    var signed = encode(header.getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
    return signed + "." + encode(Signature.of(KEY, signed));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
