// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How an operator wants an identity to prove itself; what is null stays as it is, or is for the hub
 * to make.
 *
 * @param type in lower case; null for the one it has, or sas
 */
public record CredentialsRequest(
    @Nullable String type,
    @Nullable String primaryKey,
    @Nullable String secondaryKey,
    Thumbprints thumbprints) {

  /** Whatever there is, or new keys. */
  public static final CredentialsRequest ANY =
      new CredentialsRequest(null, null, null, Thumbprints.NONE);

  private static final Set<String> TYPES =
      Set.of("sas", "selfsigned", "certificateauthority", "none");

  public CredentialsRequest {
    if (type != null && !TYPES.contains(type)) {
      throw refused("Unknown authentication type " + type);
    }
  }

  /** By keys that the hub makes where they are null. */
  public static CredentialsRequest keys(@Nullable String primary, @Nullable String secondary) {
    return new CredentialsRequest("sas", primary, secondary, Thumbprints.NONE);
  }

  /** Reads the member {@code authentication} of a request body. */
  static CredentialsRequest of(@Nullable JsonObject authentication) {
    if (authentication == null) {
      return ANY;
    }
    var keys = orEmpty(authentication.getJsonObject("symmetricKey"));
    var hashes = orEmpty(authentication.getJsonObject("x509Thumbprint"));
    var thumbprints =
        new Thumbprints(
            blankToNull(hashes.getString("primaryThumbprint")),
            blankToNull(hashes.getString("secondaryThumbprint")));
    var type = authentication.getString("type");
    return new CredentialsRequest(
        type == null ? inferred(thumbprints) : type.toLowerCase(Locale.ROOT),
        blankToNull(keys.getString("primaryKey")),
        blankToNull(keys.getString("secondaryKey")),
        thumbprints);
  }

  /** What the identity has from now on, given what it has now (null: it is new). */
  Credentials over(@Nullable Credentials present, RandomGenerator random) {
    if (type == null) {
      return present == null ? new Credentials.Sas(SharedKeys.generate(random)) : present;
    }
    return switch (type) {
      case "sas" -> new Credentials.Sas(keysOver(present, random));
      case "selfsigned" -> selfSigned(present);
      case "certificateauthority" -> new Credentials.Certified();
      default -> new Credentials.None();
    };
  }

  private SharedKeys keysOver(@Nullable Credentials present, RandomGenerator random) {
    if (primaryKey != null && secondaryKey != null) {
      return new SharedKeys(primaryKey, secondaryKey);
    }
    var others = present instanceof Credentials.Sas sas ? sas.keys() : SharedKeys.generate(random);
    return new SharedKeys(
        primaryKey == null ? others.primary() : primaryKey,
        secondaryKey == null ? others.secondary() : secondaryKey);
  }

  private Credentials selfSigned(@Nullable Credentials present) {
    if (!thumbprints.equals(Thumbprints.NONE)) {
      return new Credentials.SelfSigned(thumbprints);
    }
    if (present instanceof Credentials.SelfSigned same) {
      return same;
    }
    throw refused("A selfSigned device needs a thumbprint");
  }

  private static @Nullable String inferred(Thumbprints thumbprints) {
    return thumbprints.equals(Thumbprints.NONE) ? "sas" : "selfsigned";
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static JsonObject orEmpty(@Nullable JsonObject object) {
    return object == null ? new JsonObject() : object;
  }

  private static HubFailure refused(String message) {
    return new HubFailure(Code.ARGUMENT_INVALID, message);
  }

  @Override
  public String toString() {
    return "CredentialsRequest[" + type + "]";
  }
}
