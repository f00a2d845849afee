// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** How an identity proves who it is; exactly one way. */
public sealed interface Credentials {

  /** By a token made with one of its keys. */
  record Sas(SharedKeys keys) implements Credentials {

    @Override
    public String type() {
      return "sas";
    }
  }

  /** By a certificate that is known by its hash, whoever signed it. */
  record SelfSigned(Thumbprints certificates) implements Credentials {

    @Override
    public String type() {
      return "selfSigned";
    }

    @Override
    public Thumbprints thumbprints() {
      return certificates;
    }
  }

  /** By a certificate in its name under one of the registered authorities. */
  record Certified() implements Credentials {

    @Override
    public String type() {
      return "certificateAuthority";
    }
  }

  /** Not at all: it cannot connect. */
  record None() implements Credentials {

    @Override
    public String type() {
      return "none";
    }
  }

  /** The name on the wire. */
  String type();

  default Thumbprints thumbprints() {
    return Thumbprints.NONE;
  }

  /** As the registry shows them and as they are stored, keys included. */
  default JsonObject toJson() {
    var keys = this instanceof Sas sas ? sas.keys() : null;
    return new JsonObject()
        .put(
            "symmetricKey",
            new JsonObject()
                .put("primaryKey", keys == null ? null : keys.primary())
                .put("secondaryKey", keys == null ? null : keys.secondary()))
        .put("x509Thumbprint", thumbprints().toJson())
        .put("type", type());
  }

  /** The inverse of {@link #toJson()}; null in databases that knew keys only. */
  static Credentials fromJson(@Nullable JsonObject json, JsonObject keysOnly) {
    if (json == null) {
      return new Sas(keys(keysOnly));
    }
    var hashes = json.getJsonObject("x509Thumbprint");
    return switch (json.getString("type")) {
      case "selfSigned" ->
          new SelfSigned(
              new Thumbprints(
                  hashes.getString("primaryThumbprint"), hashes.getString("secondaryThumbprint")));
      case "certificateAuthority" -> new Certified();
      case "none" -> new None();
      default -> new Sas(keys(json.getJsonObject("symmetricKey")));
    };
  }

  private static SharedKeys keys(JsonObject json) {
    return new SharedKeys(json.getString("primaryKey"), json.getString("secondaryKey"));
  }
}
