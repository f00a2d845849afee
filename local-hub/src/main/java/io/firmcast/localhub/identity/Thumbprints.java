// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Up to two certificates by the SHA-1 or SHA-256 hash of each, in hexadecimal of any case. */
public record Thumbprints(@Nullable String primary, @Nullable String secondary) {

  public static final Thumbprints NONE = new Thumbprints(null, null);

  private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}");
  private static final int SHA_1_DIGITS = 40;

  public Thumbprints {
    check(primary);
    check(secondary);
  }

  /** The thumbprint of a certificate as Azure writes it: SHA-256, in capitals. */
  public static String of(X509Certificate certificate) {
    return hash("SHA-256", certificate);
  }

  boolean include(X509Certificate certificate) {
    return Stream.of(primary, secondary)
        .filter(Objects::nonNull)
        .anyMatch(
            known ->
                known.equalsIgnoreCase(
                    hash(known.length() == SHA_1_DIGITS ? "SHA-1" : "SHA-256", certificate)));
  }

  public JsonObject toJson() {
    return new JsonObject().put("primaryThumbprint", primary).put("secondaryThumbprint", secondary);
  }

  private static String hash(String algorithm, X509Certificate certificate) {
    try {
      var digest = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }

  private static void check(@Nullable String thumbprint) {
    if (thumbprint != null && !HASH.matcher(thumbprint).matches()) {
      throw new HubFailure(
          Code.ARGUMENT_INVALID, "A thumbprint must be 40 or 64 hexadecimal digits");
    }
  }
}
