// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 public key, as text the base64 of its X.509 form.
 *
 * @param id the SHA-256 of that form in hexadecimal digits: nobody chooses it
 */
public record VerifyingKey(String id, PublicKey key) {

  static final String ALGORITHM = "Ed25519";

  /** That key. */
  public static VerifyingKey of(PublicKey key) {
    return new VerifyingKey(sha256(key.getEncoded()), key);
  }

  /** Reads one; anything else is an {@link IllegalArgumentException}. */
  public static VerifyingKey parse(String base64) {
    try {
      var form = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
      return of(KeyFactory.getInstance(ALGORITHM).generatePublic(form));
    } catch (GeneralSecurityException notAKey) {
      throw new IllegalArgumentException("not an Ed25519 public key", notAKey);
    }
  }

  /** Whether the holder of its private half signed exactly these bytes. */
  boolean verifies(byte[] message, byte[] signature) {
    try {
      var check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException notASignature) {
      return false;
    }
  }

  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
