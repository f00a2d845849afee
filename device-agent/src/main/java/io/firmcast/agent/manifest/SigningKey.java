// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

/** Both halves of an Ed25519 key; {@link #toString} shows the public one only. */
public record SigningKey(PrivateKey key, VerifyingKey verifying) {

  /** A new one out of that chance. */
  public static SigningKey make(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM);
      generator.initialize(255, random);
      var pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), VerifyingKey.of(pair.getPublic()));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * Reads the PKCS #8 form, which holds the private half only; the public half is made of it again.
   */
  public static SigningKey parse(byte[] pkcs8) {
    try {
      var form = new PKCS8EncodedKeySpec(pkcs8);
      var key = KeyFactory.getInstance(VerifyingKey.ALGORITHM).generatePrivate(form);
      var seed = ((EdECPrivateKey) key).getBytes().orElseThrow(InvalidKeyException::new);
      return make(new Known(seed));
    } catch (GeneralSecurityException notAKey) {
      throw new IllegalArgumentException("not an Ed25519 private key", notAKey);
    }
  }

  byte[] sign(byte[] message) {
    try {
      var signature = Signature.getInstance(VerifyingKey.ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + verifying.id() + "]";
  }

  /** The JDK makes a public half only of chance; RFC 8032 says the seed is all the chance. */
  private static final class Known extends SecureRandom {
    private final transient byte[] seed;

    Known(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
