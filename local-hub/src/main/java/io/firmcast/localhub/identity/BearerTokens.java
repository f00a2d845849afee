// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firmcast.localhub.wire.Signature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for Microsoft Entra ID (section 4.1, inferred): the service side may call with {@code
 * Authorization: Bearer …} and a fixed text or a JSON Web Token signed with HMAC-SHA256. Nobody may
 * until one of the two is set. Whoever may, may do all that the service side can.
 */
public final class BearerTokens {

  private static final String PREFIX = "Bearer ";
  private static final int FEWEST_BYTES = 16;

  private volatile @Nullable String fixed;
  private volatile byte @Nullable [] jwtKey;

  /** Accepts a fixed text; null ends that. */
  public void acceptFixed(@Nullable String token) {
    if (token != null && token.getBytes(UTF_8).length < FEWEST_BYTES) {
      throw new IllegalArgumentException("A bearer token needs at least 16 bytes");
    }
    fixed = token;
  }

  /** Accepts tokens signed with a key and not yet expired; null ends that. */
  public void acceptJwt(@Nullable Buffer key) {
    if (key != null && key.length() < FEWEST_BYTES) {
      throw new IllegalArgumentException("A key needs at least 16 bytes");
    }
    jwtKey = key == null ? null : key.getBytes();
  }

  public boolean acceptsFixed() {
    return fixed != null;
  }

  public boolean acceptsJwt() {
    return jwtKey != null;
  }

  static boolean isBearer(String header) {
    return header.startsWith(PREFIX);
  }

  boolean allow(String header, Instant now) {
    var token = header.substring(PREFIX.length()).trim();
    var text = fixed;
    var key = jwtKey;
    return (text != null && MessageDigest.isEqual(text.getBytes(UTF_8), token.getBytes(UTF_8)))
        || (key != null && isSigned(token, key, now));
  }

  private static boolean isSigned(String token, byte[] key, Instant now) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      var expected = Signature.of(key, parts[0] + "." + parts[1]);
      return json(parts[0]).getString("alg", "").equals("HS256")
          && MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(parts[2]))
          && isValidAt(json(parts[1]), now);
    } catch (IllegalArgumentException | DecodeException | ClassCastException malformed) {
      return false;
    }
  }

  private static boolean isValidAt(JsonObject claims, Instant now) {
    var second = now.getEpochSecond();
    return second(claims, "exp") > second && second(claims, "nbf") <= second;
  }

  private static long second(JsonObject claims, String name) {
    return claims.getValue(name) instanceof Number number ? number.longValue() : 0;
  }

  private static JsonObject json(String part) {
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
  }

  @Override
  public String toString() {
    return "BearerTokens[hidden]";
  }
}
