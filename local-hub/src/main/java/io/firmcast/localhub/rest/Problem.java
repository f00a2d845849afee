// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** What the hub's own switches refuse, as problem+json with a code that stays. */
enum Problem {
  BAD_REQUEST(400),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  GONE(410),
  UNSUPPORTED_MEDIA_TYPE(415);

  private final int status;

  Problem(int status) {
    this.status = status;
  }

  void write(RoutingContext request, String detail) {
    var code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(
            new JsonObject()
                .put("title", code.replace('-', ' '))
                .put("status", status)
                .put("code", code)
                .put("detail", detail)
                .toBuffer());
  }
}
