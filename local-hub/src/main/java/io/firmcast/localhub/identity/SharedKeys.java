// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A primary and a secondary key, base64 of 16 to 64 bytes each; both are valid at any time. */
public record SharedKeys(String primary, String secondary) {

  private static final int GENERATED_BYTES = 32;

  public SharedKeys {
    check(primary);
    check(secondary);
  }

  public static SharedKeys generate(RandomGenerator random) {
    return new SharedKeys(generateOne(random), generateOne(random));
  }

  /** One new key, for whoever gave only the other. */
  public static String generateOne(RandomGenerator random) {
    var bytes = new byte[GENERATED_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** One of the two. */
  public enum Which {
    PRIMARY,
    SECONDARY
  }

  SharedKeys regenerate(Which which, RandomGenerator random) {
    return which == Which.PRIMARY
        ? new SharedKeys(generateOne(random), secondary)
        : new SharedKeys(primary, generateOne(random));
  }

  Stream<byte[]> both() {
    return Stream.of(primary, secondary).map(Base64.getDecoder()::decode);
  }

  private static void check(String key) {
    if (!isKey(key)) {
      throw new HubFailure(
          Code.ARGUMENT_INVALID, "A symmetric key must be base64 of 16 to 64 bytes");
    }
  }

  private static boolean isKey(String key) {
    try {
      var length = Base64.getDecoder().decode(key).length;
      return length >= 16 && length <= 64;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "SharedKeys[hidden]";
  }
}
