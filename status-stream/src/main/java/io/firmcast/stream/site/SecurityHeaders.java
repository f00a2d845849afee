// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.site;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * What every answer tells a browser: run nothing that did not come from here, guess no types, tell
 * nobody where the user was, and be in no one's frame (a page on top could have its clicks).
 */
public final class SecurityHeaders implements Handler<RoutingContext> {
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  @Override
  public void handle(RoutingContext request) {
    request
        .response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    request.next();
  }
}
