// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.Credentials;
import io.firmcast.hub.Identity;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The registry's documents as they are sent. */
final class IdentityBody {
  private IdentityBody() {}

  static JsonObject of(Identity identity, Credentials credentials, boolean enabled) {
    var body = new JsonObject().put("deviceId", identity.deviceId().value());
    if (identity.isModule()) {
      body.put("moduleId", identity.moduleId());
    } else {
      body.put("status", status(enabled));
    }
    return body.put("authentication", authentication(credentials));
  }

  /** An entry of a bulk request that fails where the device exists. */
  static JsonObject toCreate(DeviceId device) {
    return new JsonObject()
        .put("id", device.value())
        .put("importMode", "create")
        .put("status", status(true))
        .put("authentication", authentication(new Credentials.Keys()));
  }

  /** The whole document again, because what is left out of an update is reset by it. */
  static JsonObject enabled(JsonObject now, boolean enabled, @Nullable String reason) {
    return now.copy().put("status", status(enabled)).put("statusReason", reason);
  }

  private static String status(boolean enabled) {
    return enabled ? "enabled" : "disabled";
  }

  private static JsonObject authentication(Credentials credentials) {
    if (credentials instanceof Credentials.SelfSigned certificate) {
      var prints = certificate.thumbprints();
      return new JsonObject()
          .put("type", "selfSigned")
          .put(
              "x509Thumbprint",
              new JsonObject()
                  .put("primaryThumbprint", prints.get(0))
                  .put("secondaryThumbprint", prints.get(prints.size() - 1)));
    }
    var certified = credentials instanceof Credentials.Certified;
    return new JsonObject().put("type", certified ? "certificateAuthority" : "sas");
  }
}
