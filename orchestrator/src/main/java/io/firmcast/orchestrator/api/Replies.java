// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all parts of this API do alike with a request. */
final class Replies {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final String JSON = "application/json";

  private Replies() {}

  static Future<Void> send(RoutingContext request, JsonObject body) {
    return request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer());
  }

  /** Whatever it fails with becomes the answer. */
  static void answer(RoutingContext request, Future<?> answering) {
    answering.onFailure(failure -> request.fail(FailureProblem.of(failure, request)));
  }

  /** Also keeps out what a page of another origin may send without asking: forms and plain text. */
  static void insistOnJson(RoutingContext request) {
    @Nullable String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
    var bare = type == null ? "" : type.split(";", 2)[0].trim();
    if (bare.equalsIgnoreCase(JSON)) {
      request.next();
    } else {
      request.fail(415);
    }
  }

  static @Nullable String idempotencyKey(RoutingContext request) {
    @Nullable String key = request.request().getHeader("Idempotency-Key");
    if (key != null && !KEY.matcher(key).matches()) {
      throw new BadMessage("/Idempotency-Key", "must be 1 to 255 visible ASCII characters");
    }
    return key;
  }
}
