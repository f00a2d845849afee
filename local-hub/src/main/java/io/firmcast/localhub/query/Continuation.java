// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.wire.Signature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * Continuation tokens: a position in one query's result, signed, so that one that was tampered with
 * or belongs to another query is refused.
 */
final class Continuation {

  private static final int SIGNATURE_BYTES = 16;

  private final Buffer key;

  Continuation(Buffer key) {
    this.key = key;
  }

  String token(String query, Position position) {
    var json =
        new JsonObject().put("after", position.after()).put("given", position.given()).encode();
    return encode(signature(query, json)) + "." + encode(json.getBytes(UTF_8));
  }

  Position position(String query, String token) {
    try {
      var dot = token.indexOf('.');
      var signature = decode(token.substring(0, Math.max(dot, 0)));
      var json = new String(decode(token.substring(dot + 1)), UTF_8);
      if (dot < 0 || !MessageDigest.isEqual(signature, signature(query, json))) {
        throw refused();
      }
      var position = new JsonObject(json);
      return new Position(position.getString("after"), position.getInteger("given"));
    } catch (IllegalArgumentException | DecodeException malformed) {
      throw refused();
    }
  }

  private byte[] signature(String query, String json) {
    var whole = Signature.of(key.getBytes(), query + "\n" + json);
    return Arrays.copyOf(whole, SIGNATURE_BYTES);
  }

  private static HubFailure refused() {
    return new HubFailure(Code.ARGUMENT_INVALID, "The continuation token is not valid");
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
