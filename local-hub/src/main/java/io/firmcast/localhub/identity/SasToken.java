// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import io.firmcast.localhub.wire.Percent;
import io.firmcast.localhub.wire.Signature;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shared access signature as it stands on the wire. The signature covers the text of {@code sr}
 * exactly as sent: the Java device SDK signs it raw, Node and the service SDKs percent-encoded, so
 * nothing may be decoded before hashing.
 */
record SasToken(
    String resource, String expiryText, Instant expiry, Buffer signature, @Nullable String policy) {

  private static final String PREFIX = "SharedAccessSignature ";

  /** Reads a token; empty if it is none, whatever the reason, for the wire must not tell. */
  static Optional<SasToken> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    var fields = fields(text.substring(PREFIX.length()));
    var resource = fields.get("sr");
    var signature = fields.get("sig");
    var expiry = fields.get("se");
    if (resource == null || signature == null || expiry == null) {
      return Optional.empty();
    }
    try {
      var bytes = Buffer.buffer(Base64.getDecoder().decode(Percent.decode(signature)));
      var until = Instant.ofEpochSecond(Long.parseLong(expiry));
      return Optional.of(new SasToken(resource, expiry, until, bytes, policy(fields)));
    } catch (IllegalArgumentException | DateTimeException malformed) {
      return Optional.empty();
    }
  }

  /** Whether one of the keys made this signature. */
  boolean signedBy(SharedKeys keys) {
    return keys.both()
        .anyMatch(
            key -> MessageDigest.isEqual(signature.getBytes(), Signature.of(key, signedText())));
  }

  /**
   * What it speaks for. The text does not tell whether it is encoded, and a device's id may hold a
   * percent sign, so it is read both ways; the signature covers both alike.
   */
  Stream<SasScope> scopes() {
    return Stream.of(Percent.decode(resource), resource).distinct().map(SasScope::of);
  }

  private String signedText() {
    return resource + "\n" + expiryText;
  }

  private static @Nullable String policy(Map<String, String> fields) {
    var name = fields.get("skn");
    return name == null || name.isEmpty() ? null : Percent.decode(name);
  }

  private static Map<String, String> fields(String text) {
    var fields = new HashMap<String, String>();
    for (var field : text.split("&", -1)) {
      var equals = field.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(field.substring(0, equals).trim(), field.substring(equals + 1).trim());
      }
    }
    return fields;
  }

  @Override
  public String toString() {
    return "SasToken[" + resource + ", until " + expiry + "]";
  }
}
