// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.identity.Policy;
import io.firmcast.localhub.identity.Right;
import io.firmcast.localhub.identity.Thumbprints;
import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonObject;
import java.security.cert.X509Certificate;
import java.util.stream.Collectors;

/** Policies and authorities by the names that {@code az iot hub} has for their members. */
final class AccessJson {

  private AccessJson() {}

  static JsonObject of(Policy policy) {
    return new JsonObject()
        .put("keyName", policy.name())
        .put(
            "rights",
            policy.rights().stream()
                .sorted()
                .map(Right::wireName)
                .collect(Collectors.joining(", ")))
        .put("primaryKey", policy.keys().primary())
        .put("secondaryKey", policy.keys().secondary());
  }

  static JsonObject of(X509Certificate authority) {
    return new JsonObject()
        .put("thumbprint", Thumbprints.of(authority))
        .put("subject", authority.getSubjectX500Principal().getName())
        .put("expiry", HubTime.format(authority.getNotAfter().toInstant()));
  }
}
